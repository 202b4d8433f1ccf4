package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// settingsFile gives flags from a file in YAML, whose keys are the flags of serve without the dashes. A flag on the command line goes
// before a variable, and a variable before the file.
type settingsFile struct {
	name   string
	values map[string]any
	lines  map[string]int
}

var _ kong.Resolver = (*settingsFile)(nil)

// readSettings reads a file. Nothing in it is allowed to be misspelt: Validate looks.
func readSettings(name string) (*settingsFile, error) {
	file, err := os.Open(name) //nolint:gosec // the operator names it
	if err != nil {
		return nil, fmt.Errorf("--config (TRIVIUM_CONFIG): %w", err)
	}
	defer func() { _ = file.Close() }()
	var root yaml.Node
	if err := yaml.NewDecoder(file).Decode(&root); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("--config (TRIVIUM_CONFIG) %s is no YAML: %w", name, err)
	}
	f := &settingsFile{name: name, values: map[string]any{}, lines: map[string]int{}}
	if len(root.Content) == 0 {
		return f, nil
	}
	if err := root.Content[0].Decode(&f.values); err != nil {
		return nil, fmt.Errorf("--config (TRIVIUM_CONFIG) %s must have one setting a line, as log-level: debug: %w", name, err)
	}
	for i := 0; i < len(root.Content[0].Content); i += 2 {
		f.lines[root.Content[0].Content[i].Value] = root.Content[0].Content[i].Line
	}
	return f, nil
}

// Validate finds keys that are no flags of serve.
func (f *settingsFile) Validate(app *kong.Application) error {
	known := map[string]bool{}
	for _, command := range app.Children {
		if command.Name == "serve" {
			for _, flag := range command.Flags {
				known[flag.Name] = flag.Name != "config"
			}
		}
	}
	for key, line := range f.lines {
		if !known[key] {
			return fmt.Errorf("%s, line %d: there is no setting %q; the names are those of the flags, without the dashes", f.name, line, key)
		}
	}
	return nil
}

// Resolve gives the value of a flag that is neither on the command line nor in a variable.
func (f *settingsFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	value, there := f.values[flag.Name]
	if !there || slices.ContainsFunc(flag.Envs, func(name string) bool { _, set := os.LookupEnv(name); return set }) {
		return nil, nil //nolint:nilnil // kong's way to say that there is none
	}
	if list, many := value.([]any); many {
		return list, nil
	}
	return fmt.Sprint(value), nil
}
