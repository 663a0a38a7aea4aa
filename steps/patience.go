package steps

import (
	"context"
	"reflect"
	"time"

	"github.com/cucumber/godog"
)

// Patient is a target whose clusters have others at work in them: kubelets and
// controllers, which nobody can ask whether they are done. What a step claims has to
// become true within the patience.
type Patient interface {
	Patience() time.Duration
}

// lookAgain is how often a claim that does not hold yet is looked at.
const lookAgain = 100 * time.Millisecond

// claims makes the definitions of Then known, as those of a patient target if it is one.
type claims struct {
	*godog.ScenarioContext
	patience time.Duration
}

func (w *World) claims(sc *godog.ScenarioContext) claims {
	if patient, ok := w.target.(Patient); ok {
		return claims{sc, patient.Patience()}
	}
	return claims{sc, 0}
}

// Then is godog's, with patience for claims about the clusters: those that take a context.
func (c claims) Then(pattern string, claim any) {
	kind := reflect.TypeOf(claim)
	if c.patience == 0 || kind.NumIn() == 0 || kind.In(0) != reflect.TypeFor[context.Context]() {
		c.ScenarioContext.Then(pattern, claim)
		return
	}
	c.ScenarioContext.Then(pattern, reflect.MakeFunc(kind, func(in []reflect.Value) []reflect.Value {
		return c.within(in, reflect.ValueOf(claim))
	}).Interface())
}

// within asks until the claim holds or the patience is over; what it said last counts.
func (c claims) within(in []reflect.Value, claim reflect.Value) []reflect.Value {
	ctx, _ := in[0].Interface().(context.Context)
	waiting, done := context.WithTimeout(ctx, c.patience)
	defer done()
	for {
		out := claim.Call(in)
		if out[0].IsNil() {
			return out
		}
		select {
		case <-waiting.Done():
			return out
		case <-time.After(lookAgain):
		}
	}
}
