package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// assetPrefix is where the files of a build are served.
const assetPrefix = "/assets/"

// source is the plugin namespace of our files, so that esbuild never looks at the disk of the machine it runs on.
const source = "web"

// entries are the bundles and what they start from.
func entries() []api.EntryPoint {
	return []api.EntryPoint{
		{InputPath: "src/player/main.tsx", OutputPath: string(Player)},
		{InputPath: "src/host/main.tsx", OutputPath: string(Host)},
		{InputPath: "src/office/main.tsx", OutputPath: string(Office)},
		{InputPath: "src/find/main.tsx", OutputPath: string(Find)},
		{InputPath: "src/edit/main.tsx", OutputPath: string(Edit)},
		{InputPath: "src/preview/phone.tsx", OutputPath: string(PreviewPhone)},
		{InputPath: "src/preview/screen.tsx", OutputPath: string(PreviewScreen)},
		{InputPath: "src/screen/main.tsx", OutputPath: string(Screen)},
		{InputPath: "src/study/main.tsx", OutputPath: string(Study)},
		{InputPath: "src/page/page.css", OutputPath: string(Page)},
		{InputPath: "src/page/site.ts", OutputPath: string(Site)},
	}
}

// vendored maps the names that our sources import to files.
func vendored() map[string]string {
	return map[string]string{
		"preact":               "vendor/preact/dist/preact.mjs",
		"preact/hooks":         "vendor/preact/hooks/dist/hooks.mjs",
		"preact/jsx-runtime":   "vendor/preact/jsx-runtime/dist/jsxRuntime.mjs",
		"@preact/signals":      "vendor/preact-signals/dist/signals.mjs",
		"@preact/signals-core": "vendor/preact-signals-core/dist/signals-core.mjs",
	}
}

// options are common to all that is bundled: the roles, and the unit tests of the client.
func options(files fs.FS) api.BuildOptions {
	return api.BuildOptions{
		Bundle:          true,
		Write:           false,
		Outdir:          "/",
		Format:          api.FormatESModule,
		Platform:        api.PlatformBrowser,
		Engines:         engines(),
		JSX:             api.JSXAutomatic,
		JSXImportSource: "preact",
		Charset:         api.CharsetUTF8,
		LegalComments:   api.LegalCommentsNone,
		Plugins:         []api.Plugin{embeddedSources(files)},
		LogLevel:        api.LogLevelSilent,
		TsconfigRaw:     `{"compilerOptions":{"target":"es2022","verbatimModuleSyntax":true}}`,
	}
}

// engines are the oldest browsers that the client is made for: phones that got no update since 2021.
func engines() []api.Engine {
	return []api.Engine{
		{Name: api.EngineChrome, Version: "94"},
		{Name: api.EngineFirefox, Version: "93"},
		{Name: api.EngineSafari, Version: "15.4"},
	}
}

// bundle runs esbuild over the entries and gives its output files and the meta file that says which belongs to what.
func bundle(files fs.FS, dev bool) ([]api.OutputFile, metafile, error) {
	o := options(files)
	o.EntryPointsAdvanced = entries()
	o.EntryNames = "[name]-[hash]"
	o.Metafile = true
	if dev {
		o.Sourcemap = api.SourceMapInline
	} else {
		o.MinifyWhitespace, o.MinifyIdentifiers, o.MinifySyntax = true, true, true
	}
	result := api.Build(o)
	if err := failure(result.Errors); err != nil {
		return nil, metafile{}, err
	}
	var meta metafile
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return nil, metafile{}, fmt.Errorf("read the meta file: %w", err)
	}
	return result.OutputFiles, meta, nil
}

// metafile is the part of esbuild's meta file that we use.
type metafile struct {
	Outputs map[string]struct {
		EntryPoint string `json:"entryPoint"`
		CSSBundle  string `json:"cssBundle"`
	} `json:"outputs"`
}

func failure(messages []api.Message) error {
	errs := make([]error, 0, len(messages))
	for _, m := range messages {
		if m.Location == nil {
			errs = append(errs, errors.New(m.Text))
			continue
		}
		file := strings.TrimPrefix(m.Location.File, source+":")
		errs = append(errs, fmt.Errorf("%s:%d:%d: %s", file, m.Location.Line, m.Location.Column, m.Text))
	}
	return errors.Join(errs...)
}

// embeddedSources resolves every import inside files.
func embeddedSources(files fs.FS) api.Plugin {
	modules := vendored()
	return api.Plugin{Name: "embedded", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			name := path.Clean(a.Path) // esbuild puts ./ before entry points
			switch {
			case a.Kind == api.ResolveEntryPoint:
			case strings.HasPrefix(a.Path, "."):
				name = path.Join(path.Dir(a.Importer), a.Path)
			default:
				file, ok := modules[a.Path]
				if !ok {
					return api.OnResolveResult{}, fmt.Errorf("%q is not vendored (see vendor/README.md)", a.Path)
				}
				name = file
			}
			return api.OnResolveResult{Path: name, Namespace: source}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: source}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := fs.ReadFile(files, a.Path)
			if err != nil {
				return api.OnLoadResult{}, fmt.Errorf("read a source: %w", err)
			}
			text := string(data)
			return api.OnLoadResult{Contents: &text, Loader: loader(a.Path)}, nil
		})
	}}
}

func loader(name string) api.Loader {
	switch path.Ext(name) {
	case ".tsx":
		return api.LoaderTSX
	case ".ts":
		return api.LoaderTS
	case ".css":
		return api.LoaderCSS
	default:
		return api.LoaderJS
	}
}
