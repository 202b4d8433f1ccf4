package main

import (
	"fmt"
	"strings"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/kubernetes/scheme"
)

// decode reads the documents of one rendered template. A field that its type does not have, or that is there twice, is an error.
func decode(text string) (count int, wrong []error) {
	types := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{scheme.AddToScheme, monitoring.AddToScheme} {
		if err := add(types); err != nil {
			return 0, []error{err}
		}
	}
	decoder := serializer.NewCodecFactory(types, serializer.EnableStrict).UniversalDeserializer()
	for document := range strings.SplitSeq(text, "\n---") {
		if empty(document) {
			continue
		}
		count++
		if _, kind, err := decoder.Decode([]byte(document), nil, nil); err != nil {
			wrong = append(wrong, fmt.Errorf("%v: %w", kind, err))
		}
	}
	return count, wrong
}

// empty says whether nothing but comments is in a document, as in that of an object that is switched off.
func empty(document string) bool {
	for line := range strings.Lines(document) {
		line = strings.TrimSpace(line)
		if line != "" && line != "---" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}
