package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// keys are the keys that are pressed, one at a time, on a terminal; nothing comes
// from anything else. restore puts the terminal back.
func (p *Program) keys() (keys <-chan byte, restore func()) {
	in, ok := p.Stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return nil, func() {}
	}
	restore = single(int(in.Fd()))
	pressed := make(chan byte)
	go listen(in, pressed)
	return pressed, restore
}

// listen ends with the process: a read of a terminal cannot be told to stop.
func listen(in io.Reader, pressed chan<- byte) {
	key := make([]byte, 1)
	for {
		if n, err := in.Read(key); n == 0 || err != nil {
			return
		}
		pressed <- key[0]
	}
}
