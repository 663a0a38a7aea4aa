// Command syncspec is a sync engine for virtual clusters and its executable specification.
package main

func main() {}
