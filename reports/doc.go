// Package reports holds the result of a run as plain values and writes it for
// people and machines. It knows nothing of engines, clusters or godog: whoever
// ran something fills a [Run] and hands it to a writer.
//
//	Run ─► WriteJSON     every value, versioned (ReadJSON reads it again; schema.json describes it)
//	    ├► WriteJUnit    what CI systems read
//	    ├► WriteHTML     one self-contained page: coverage, failures, steps, a timeline per scenario
//	    ├► WriteCucumberHTML the page of Cucumber itself
//	    ├► WriteMessages what the tools of Cucumber read, one JSON value a line
//	    ├► WriteCTRF     the common test report format of ctrf.io
//	    ├► WriteMarkdown the page of a CI job: verdict, documented pages, failures
//	    └► WriteSummary  the terminal: one line per documented page, then every failure in full
//
// Names, messages and objects in a Run come from features, from clusters and
// from foreign engines, so every writer for people treats them as hostile:
// control characters, terminal escapes and text-direction marks are taken out,
// HTML is escaped by context and the page forbids any script but its own.
// Secret values must never get in at all: producers pass objects through
// [Redact] first.
package reports
