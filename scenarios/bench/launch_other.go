//go:build !linux

package bench

// launch starts the program.
func (c *command) launch() error {
	if err := c.cmd.Start(); err != nil {
		return err
	}
	go func() {
		c.err = c.cmd.Wait()
		close(c.done)
	}()
	return nil
}
