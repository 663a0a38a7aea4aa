package memory

import (
	"strings"

	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

const (
	ingressClassAnnotation   = "kubernetes.io/ingress.class"
	defaultClassAnnotation   = "ingressclass.kubernetes.io/is-default-class"
	defaultStorageAnnotation = "storageclass.kubernetes.io/is-default-class"
)

func ingressKind() *kind {
	return &kind{
		resource: networking("ingresses"), kind: "Ingress", namespaced: true, empty: &networkingv1.Ingress{}, subresources: []string{"status"},
		versioned: versioned(func(i *networkingv1.Ingress) any { return i.Spec }),
		admit:     admits(admitIngress),
		prepare: prepares(
			func(fresh *networkingv1.Ingress) { fresh.Status = networkingv1.IngressStatus{} },
			func(fresh, old *networkingv1.Ingress) { fresh.Status = old.Status }),
		prepareStatus: prepareStatus(func(fresh, old *networkingv1.Ingress) { fresh.Spec = old.Spec }),
		validate:      validates(checkIngress, nil),
	}
}

// admitIngress gives a new ingress without a class the default one.
func admitIngress(s *server, fresh, old *networkingv1.Ingress) error {
	if old != nil || fresh.Spec.IngressClassName != nil || fresh.Annotations[ingressClassAnnotation] != "" {
		return nil
	}
	for _, class := range every[*networkingv1.IngressClass](s, networking("ingressclasses")) {
		if class.Annotations[defaultClassAnnotation] == "true" {
			fresh.Spec.IngressClassName = &class.Name
			return nil
		}
	}
	return nil
}

func checkIngress(i *networkingv1.Ingress) (errs field.ErrorList) {
	path := field.NewPath("spec")
	if len(i.Spec.Rules) == 0 && i.Spec.DefaultBackend == nil {
		errs = append(errs, field.Invalid(path, i.Spec.Rules, "either `defaultBackend` or `rules` must be specified"))
	}
	if name := i.Spec.IngressClassName; name != nil {
		errs = append(errs, checkName(*name, validation.NameIsDNSSubdomain, path.Child("ingressClassName"))...)
	}
	if i.Spec.DefaultBackend != nil {
		errs = append(errs, checkBackend(i.Spec.DefaultBackend, path.Child("defaultBackend"))...)
	}
	for n, rule := range i.Spec.Rules {
		at := path.Child("rules").Index(n)
		if rule.Host != "" {
			errs = append(errs, checkName(strings.TrimPrefix(rule.Host, "*."), validation.NameIsDNSSubdomain, at.Child("host"))...)
		}
		if rule.HTTP != nil {
			errs = append(errs, checkPaths(rule.HTTP.Paths, at.Child("http", "paths"))...)
		}
	}
	for n, tls := range i.Spec.TLS {
		if tls.SecretName != "" {
			errs = append(errs, checkName(tls.SecretName, validation.NameIsDNSSubdomain, path.Child("tls").Index(n).Child("secretName"))...)
		}
	}
	return errs
}

func checkPaths(paths []networkingv1.HTTPIngressPath, at *field.Path) (errs field.ErrorList) {
	if len(paths) == 0 {
		return field.ErrorList{field.Required(at, "")}
	}
	for i, path := range paths {
		at := at.Index(i)
		switch {
		case path.PathType == nil:
			errs = append(errs, field.Required(at.Child("pathType"), "pathType must be specified"))
		case *path.PathType == networkingv1.PathTypeExact || *path.PathType == networkingv1.PathTypePrefix,
			*path.PathType == networkingv1.PathTypeImplementationSpecific && path.Path != "":
			if !strings.HasPrefix(path.Path, "/") {
				errs = append(errs, field.Invalid(at.Child("path"), path.Path, "must be an absolute path"))
			}
		case *path.PathType == networkingv1.PathTypeImplementationSpecific:
		default:
			errs = append(errs, checkChoice(*path.PathType, at.Child("pathType"), networkingv1.PathTypeExact, networkingv1.PathTypeImplementationSpecific, networkingv1.PathTypePrefix)...)
		}
		errs = append(errs, checkBackend(&path.Backend, at.Child("backend"))...)
	}
	return errs
}

func checkBackend(b *networkingv1.IngressBackend, at *field.Path) (errs field.ErrorList) {
	switch {
	case b.Resource != nil && b.Service != nil:
		return field.ErrorList{field.Invalid(at, "", "cannot set both resource and service backends")}
	case b.Resource != nil:
		return nil
	case b.Service == nil:
		return field.ErrorList{field.Required(at, "resource or service backend is required")}
	case b.Service.Name == "":
		errs = append(errs, field.Required(at.Child("service", "name"), ""))
	default:
		errs = append(errs, checkName(b.Service.Name, validation.NameIsDNSLabel, at.Child("service", "name"))...)
	}
	port := b.Service.Port
	switch {
	case port.Name != "" && port.Number != 0:
		errs = append(errs, field.Invalid(at, "", "cannot set both port name & port number"))
	case port.Name == "" && port.Number == 0:
		errs = append(errs, field.Required(at, "port name or number is required"))
	}
	return errs
}
