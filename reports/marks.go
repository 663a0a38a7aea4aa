package reports

import (
	"fmt"
	"strings"
)

// reads reports whether a call asks for nothing but an answer.
func reads(c Call) bool {
	switch c.Verb {
	case "get", "list", "watch":
		return true
	}
	return false
}

func refused(c Call) bool { return c.Code >= 400 }

// shape is the id of the symbol that stands for a verb; refused calls are
// hollow. Shape and fill say it without colour.
func shape(c Call) string {
	id := "p" // update, patch and whatever else changes something
	switch {
	case reads(c):
		id = "g"
	case c.Verb == "create":
		id = "c"
	case strings.HasPrefix(c.Verb, "delete"):
		id = "d"
	}
	if refused(c) {
		return id + "x"
	}
	return id
}

// class is the CSS class of a call's actor: t(enant), a(dmin), e(ngine) in any
// incarnation, o(ther); reads get an r besides.
func class(c Call) string {
	name := "o"
	switch {
	case c.Actor == "tenant":
		name = "t"
	case c.Actor == "admin":
		name = "a"
	case strings.HasPrefix(c.Actor, "engine"):
		name = "e"
	}
	if reads(c) {
		return name + " r"
	}
	return name
}

// title is a call in one line, for tooltips: its number, and when it was, where
// time passes.
func (c callRow) title(timed bool) string {
	text := fmt.Sprintf("%d. %s: %s %s · %d", c.Number, c.Actor, c.Verb, c.Object, c.Code)
	if timed {
		text += " · at " + duration(c.Offset)
	}
	if c.Message != "" {
		text += "\n" + shorten(oneLine(c.Message), 200)
	}
	return text
}
