package memory

import (
	"fmt"
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
		validate: func(_ *server, fresh, old object) field.ErrorList {
			errs := checkIngress(fresh.(*networkingv1.Ingress))
			if old == nil {
				errs = append(errs, checkOneClass(fresh.(*networkingv1.Ingress))...)
			}
			return errs
		},
		validateStatus: validateStatus(checkIngressStatus),
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

// checkOneClass: the old annotation and the field must not disagree.
func checkOneClass(i *networkingv1.Ingress) field.ErrorList {
	value, set := i.Annotations[ingressClassAnnotation]
	if !set || i.Spec.IngressClassName == nil || *i.Spec.IngressClassName == value {
		return nil
	}
	return field.ErrorList{field.Invalid(field.NewPath("annotations").Child(ingressClassAnnotation), value, "must match `ingressClassName` when both are specified")}
}

func checkIngressStatus(fresh, _ *networkingv1.Ingress) (errs field.ErrorList) {
	path := field.NewPath("status", "loadBalancer", "ingress")
	for i, ingress := range fresh.Status.LoadBalancer.Ingress {
		errs = append(errs, checkOutside(ingress.IP, ingress.Hostname, path.Index(i))...)
	}
	return errs
}

// checkPathForm: a path that is matched exactly or by its beginning is plain.
func checkPathForm(path string, at *field.Path) (errs field.ErrorList) {
	if !strings.HasPrefix(path, "/") {
		errs = append(errs, field.Invalid(at, path, "must be an absolute path"))
	}
	for _, sequence := range []string{"//", "/./", "/../", "%2f", "%2F"} {
		if strings.Contains(path, sequence) {
			errs = append(errs, field.Invalid(at, path, fmt.Sprintf("must not contain '%s'", sequence)))
		}
	}
	for _, suffix := range []string{"/..", "/."} {
		if strings.HasSuffix(path, suffix) {
			errs = append(errs, field.Invalid(at, path, fmt.Sprintf("cannot end with '%s'", suffix)))
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
		case *path.PathType == networkingv1.PathTypeExact || *path.PathType == networkingv1.PathTypePrefix:
			errs = append(errs, checkPathForm(path.Path, at.Child("path"))...)
		case *path.PathType == networkingv1.PathTypeImplementationSpecific && path.Path != "":
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
