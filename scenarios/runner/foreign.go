package runner

import (
	"fmt"

	"sigs.k8s.io/yaml"
)

// foreign says why a scenario is not run with an engine that is a command; empty
// means that it is, or that the engine is none.
func (o Options) foreign(example Example) string {
	if o.Engine == nil {
		return ""
	}
	for _, step := range example.Steps {
		if step.Text == "the configuration has:" {
			return "an engine that is a command does not tell what its configuration means"
		}
		asked := compatOf(step.Argument)
		if asked != "" && asked != orDocumented(o.Compat) && !o.Engine.Both {
			return fmt.Sprintf("the engine is to behave as %s; --compat %s is for one that is judged by what the real vCluster does", asked, asked)
		}
	}
	return ""
}

// compatOf is what a configuration says the engine is to be compatible with.
func compatOf(argument string) string {
	var config struct {
		Compat string `json:"compat"`
	}
	if yaml.Unmarshal([]byte(argument), &config) != nil {
		return ""
	}
	return config.Compat
}
