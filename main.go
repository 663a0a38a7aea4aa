// Command syncspec is a sync engine for virtual clusters and its executable specification.
package main

import (
	"os"

	"github.com/syncspec/syncspec/internal/cli"
)

func main() { os.Exit(cli.System().Main(os.Args[1:])) }
