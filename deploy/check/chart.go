package main

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
)

// oldest and newest are the versions of Kubernetes that the chart is judged for.
const (
	oldest = "v1.30.0"
	newest = "v1.37.0"
)

// counted is what was looked at, so that nothing at all does not pass for all well.
type counted struct{ ways, objects int }

// chartFaults gives what is wrong with a chart: as its own values are, and with each file of values in its folder ci.
func chartFaults(folder string) (found []string, seen counted, err error) {
	loaded, err := loader.Load(folder)
	if err != nil {
		return nil, seen, fmt.Errorf("load %s: %w", folder, err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "ci", "*.yaml"))
	if err != nil {
		return nil, seen, err
	}
	if len(files) == 0 {
		return nil, seen, errors.New("there are no values in the chart's folder ci")
	}
	for _, file := range append([]string{""}, files...) {
		values := chartutil.Values{}
		if file != "" {
			if values, err = chartutil.ReadValuesFile(file); err != nil {
				return nil, seen, fmt.Errorf("read %s: %w", file, err)
			}
		}
		seen.ways++
		for _, version := range []string{oldest, newest} {
			wrong, objects, err := judge(loaded, folder, values, version)
			if err != nil {
				wrong = append(wrong, err.Error())
			}
			seen.objects += objects
			for _, each := range wrong {
				found = append(found, fmt.Sprintf("%s, Kubernetes %s: %s", name(file), version, each))
			}
		}
	}
	return found, seen, nil
}

func name(file string) string {
	if file == "" {
		return "values.yaml alone"
	}
	return filepath.Base(file)
}

// judge lints and renders the chart with the values, and decodes what comes out.
func judge(loaded *chart.Chart, folder string, values chartutil.Values, version string) (found []string, objects int, err error) {
	kubernetes, err := chartutil.ParseKubeVersion(version)
	if err != nil {
		return nil, 0, err
	}
	for _, message := range lint.AllWithKubeVersion(folder, values, "quiz", kubernetes).Messages {
		if message.Severity >= support.WarningSev {
			found = append(found, message.Error())
		}
	}
	capabilities := *chartutil.DefaultCapabilities
	capabilities.KubeVersion = *kubernetes
	if !chartutil.IsCompatibleRange(loaded.Metadata.KubeVersion, kubernetes.Version) {
		return append(found, "the chart refuses this version: "+loaded.Metadata.KubeVersion), 0, nil
	}
	release := chartutil.ReleaseOptions{Name: "evening", Namespace: "quiz", Revision: 1, IsInstall: true}
	all, err := chartutil.ToRenderValues(loaded, values, release, &capabilities)
	if err != nil {
		return found, 0, fmt.Errorf("values: %w", err)
	}
	rendered, err := engine.Render(loaded, all)
	if err != nil {
		return found, 0, fmt.Errorf("render: %w", err)
	}
	for _, path := range slices.Sorted(maps.Keys(rendered)) {
		if strings.HasSuffix(path, "NOTES.txt") {
			continue
		}
		count, wrong := decode(rendered[path])
		objects += count
		for _, each := range wrong {
			found = append(found, fmt.Sprintf("%s: %v", path, each))
		}
	}
	return found, objects, nil
}
