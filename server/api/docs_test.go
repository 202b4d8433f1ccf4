package api_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"trivium/server/hosts"
)

func guide(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../deploy/docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestExamplesInTheGuide does what its curl commands do, one after another.
func TestExamplesInTheGuide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	var scopes []string
	for _, scope := range hosts.TokenScopes() {
		scopes = append(scopes, fmt.Sprintf("%q", scope))
	}
	token := read[struct{ Secret string }](t, w.json(http.MethodPost, "/api/me/tokens", `{"name":"guide","scopes":[`+strings.Join(scopes, ",")+`]}`))
	known := map[string]string{
		"$URL": "", "$TOKEN": token.Secret, "$PIN": w.opened("small", "Ada").PIN(), "$GAME": string(w.play("small", "Ada").ID()),
	}
	w.jar = nil
	lines := regexp.MustCompile(`(?m)^    (curl .*)$`).FindAllStringSubmatch(guide(t), -1)
	for _, line := range lines {
		if r := w.curl(line[1], known); r.status >= 300 {
			t.Errorf("%s: %d %s", line[1], r.status, r.body)
		}
	}
	if len(lines) < 10 {
		t.Errorf("only %d examples were found", len(lines))
	}
}

// curl does what a command of curl with the few flags of the guide does.
func (w *world) curl(command string, known map[string]string) reply {
	w.t.Helper()
	method, path, kind := http.MethodGet, "", ""
	header := map[string]string{}
	var body io.Reader = http.NoBody
	words := regexp.MustCompile(`"([^"]*)"|'([^']*)'|(\S+)`).FindAllStringSubmatch(command, -1)[1:]
	word := func(i int) string { return strings.Join(words[i][1:], "") }
	for i := 0; i < len(words); i++ {
		text := word(i)
		switch text {
		case "-H":
			i++
			name, value, _ := strings.Cut(filled(word(i), known), ": ")
			header[name] = value
		case "-X":
			i++
			method = word(i)
		case "--json":
			i++
			method, kind, body = http.MethodPost, "application/json", strings.NewReader(ofTheTest(word(i)))
		case "-F":
			i++
			method = http.MethodPost
			kind, body = w.form(strings.TrimPrefix(word(i), "file=@"))
		default:
			path = ofTheTest(filled(text, known))
		}
	}
	return w.send(method, path, kind, body, header)
}

// ofTheTest names what is in the bank of the test for what is in everybody's.
func ofTheTest(text string) string {
	return strings.NewReplacer("demo/floating-planet", "small/one", "demo/primes", "typed/second", "demo", "small").Replace(text)
}

func filled(text string, known map[string]string) string {
	for name, value := range known {
		text = strings.ReplaceAll(text, name, value)
	}
	return text
}

// form is a pack file in a form.
func (w *world) form(name string) (kind string, body io.Reader) {
	w.t.Helper()
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		w.t.Fatal(err)
	}
	_, _ = io.WriteString(part, strings.Replace(yaml, "id: small", "id: friday", 1))
	_ = form.Close()
	return form.FormDataContentType(), &out
}

// TestCodesInTheGuide holds the table of errors against the code, both ways, and each code with its status.
func TestCodesInTheGuide(t *testing.T) {
	t.Parallel()
	status := map[string]int{}
	for code := 400; code < 600; code++ {
		status[strings.ReplaceAll(strings.ReplaceAll(http.StatusText(code), " ", ""), "-", "")] = code
	}
	told := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`http\.Status(\w+), "([a-z_]+)"`).FindAllStringSubmatch(string(data), -1) {
			told[fmt.Sprint(status[found[1]], " ", found[2])] = true
		}
	}
	told["405 method"] = true // its status is that of the router
	written := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| (\\d{3}) \\| (`[^|]*`) \\|").FindAllStringSubmatch(guide(t), -1) {
		for _, code := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(row[2], -1) {
			written[row[1]+" "+code[1]] = true
		}
	}
	if got, want := slices.Sorted(maps.Keys(written)), slices.Sorted(maps.Keys(told)); !slices.Equal(got, want) {
		t.Errorf("the guide tells of\n%v\nand the code of\n%v", got, want)
	}
}

// TestScopesInTheGuide holds the table of scopes against those that a token may have.
func TestScopesInTheGuide(t *testing.T) {
	t.Parallel()
	var written []hosts.Scope
	for _, found := range regexp.MustCompile("`([a-z]+:(?:read|write))`").FindAllStringSubmatch(guide(t), -1) {
		written = append(written, hosts.Scope(found[1]))
	}
	slices.Sort(written)
	want := slices.Sorted(slices.Values(hosts.TokenScopes()))
	if written = slices.Compact(written); !slices.Equal(written, want) {
		t.Errorf("the guide tells of %v, want %v", written, want)
	}
}
