package script

// Instrumented tells tests that workers have no limit of memory.
const Instrumented = instrumented
