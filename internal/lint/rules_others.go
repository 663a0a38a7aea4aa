package lint

import "github.com/syncspec/syncspec/engine/config"

// selectorRules are about which objects of the host are shown.
func selectorRules() []*Rule {
	return []*Rule{
		{
			Code: "VC301", Title: "A selector that Kubernetes does not take",
			Sentence: "vCluster supports two types of selector criteria that follow standard Kubernetes patterns: matchLabels and matchExpressions, with In, NotIn, Exists and DoesNotExist.",
			Page:     classesPage,
			Why:      "The virtual cluster does not start.",
			Instead:  "Give In and NotIn values, Exists and DoesNotExist none; keep to the form of label keys and values.",
		},
		{
			Code: "VC302", Severity: config.Warning, Title: "A selector that contradicts itself",
			Sentence: "Label conditions are additive meaning all specified label conditions must match.", Page: classesPage,
			Why:     "Nothing can match, so nothing is synced, and pods that name a class stay where they are.",
			Instead: "Leave out one of the conditions; alternatives belong into the values of one In.",
			check:   contradictions,
		},
		{
			Code: "VC303", Severity: config.Warning, Title: "A selector of what is switched off",
			Sentence: "A selector without enabled: true has no effect at all, neither on classes nor on pods.", Page: classesPage,
			Why:     "Whoever reads the file believes that pods are held back, and they are not.",
			Instead: "Add enabled: true beside it, or leave it out.",
		},
		{
			Code: "VC304", Severity: config.Warning, Title: "A forced runtime class beside a selector",
			Sentence: "The selector determines which RuntimeClass resources are imported from the host cluster and which Pod resources can sync to the host cluster based on the referenced RuntimeClass resource.",
			Page:     classesPage,
			Why: "sync.toHost.pods.runtimeClassName is set on every host pod whatever the selector says, so the selector does not keep pods from " +
				"that class; and a pod that names a class outside the selector is still held back, though it would not run with it.",
			Instead: "Label the forced class on the host so that the selector matches it (--host classes.yaml shows that it does), or give up one of the two.",
			check:   forcedClass,
		},
	}
}

// podRules are about what is done to pods.
func podRules() []*Rule {
	return []*Rule{
		{
			Code: "VC401", Title: "A toleration that is not one",
			Sentence: "You can pass multiple toleration expressions, and the syncer adds them to every new pod that vCluster syncs: example-key=example-value:NoSchedule, another-key:PreferNoSchedule.",
			Page:     podsPage,
			Why:      "The virtual cluster does not start, or the host refuses every pod.",
			Instead:  "Write *, key, key=value, key:Effect or key=value:Effect; effects are NoSchedule, PreferNoSchedule and NoExecute. Seconds are not supported.",
		},
		{
			Code: "VC402", Severity: config.Warning, Title: "Images that map in a circle",
			Sentence: "TranslateImage maps an image to another image that should be used instead.", Page: podsPage,
			Why: "An image is looked up once, so of a circle each image only becomes its neighbour: the image that was to be kept out runs under " +
				"another name, and an image mapped to itself is not mapped.",
			Instead: "Map every image to one that is not mapped itself.",
			check:   circles,
		},
	}
}

// nameRules are about names on both sides.
func nameRules() []*Rule {
	return []*Rule{
		{
			Code: "VC501", Severity: config.Warning, Title: "A virtual cluster's name that spoils host names",
			Sentence: "The name of a host copy is NAME-x-NAMESPACE-x-VCLUSTER; above 63 characters it is cut and ends with a hash.", Page: syncPage,
			Why: "With a long name all copies have hashed names, which nobody can read and no policy of the host can match; with -x- in it two " +
				"virtual objects of neighbours look alike.",
			Instead: "Give the virtual cluster a short name of letters, digits and single dashes. The name is not in the file: --name gives it.",
			check:   ownName,
		},
		{
			Code: "VC502", Title: "A mapping that does not map",
			Sentence: "Mappings name objects as NAMESPACE/NAME or NAMESPACE/*; patterns of namespaces map to patterns, with the star at the end.", Page: namesPage,
			Why:     "The virtual cluster does not start.",
			Instead: "Write both sides in one of the forms that the finding names.",
		},
		{
			Code: "VC503", Severity: config.Warning, Title: "Two host objects under one virtual name",
			Sentence: "Every virtual object has one host object.", Page: configPage,
			Why:     "Only one of the two is shown; which one changes when the other is created or deleted.",
			Instead: "Map each to a name of its own.",
			check:   collisions,
		},
		{
			Code: "VC504", Title: "A custom resource that cannot be synced so",
			Sentence: "The key is <plural>.<group> or <plural>.<group>/<version>; a resource is synced one way, namespaced ones from the host by mappings.", Page: configPage,
			Why:     "The virtual cluster does not start.",
			Instead: "Follow the finding: the form of the key, one direction, the scope with its mappings.",
		},
	}
}
