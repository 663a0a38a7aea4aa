package kindconfigs

import (
	nodev1 "k8s.io/api/node/v1"
)

// RuntimeClasses are the classes of all handlers there are: gvisor and kata.
func RuntimeClasses() ([]nodev1.RuntimeClass, error) {
	var classes []nodev1.RuntimeClass
	for _, name := range []string{"gvisor", "kata"} {
		var class nodev1.RuntimeClass
		if err := read("runtime-classes/"+name+".yaml", &class); err != nil {
			return nil, err
		}
		classes = append(classes, class)
	}
	return classes, nil
}

// RuntimeClasses are the classes whose handlers the nodes of the cluster have.
func (c Config) RuntimeClasses() ([]nodev1.RuntimeClass, error) {
	all, err := RuntimeClasses()
	if err != nil {
		return nil, err
	}
	var own []nodev1.RuntimeClass
	for _, class := range all {
		if c.Has(class.Handler) {
			own = append(own, class)
		}
	}
	return own, nil
}
