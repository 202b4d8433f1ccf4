package bankcmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"trivium/server/bank"
)

// remote is the bank of a running server, over its API.
type remote struct {
	url, token string
	client     *http.Client
}

var _ Place = (*remote)(nil)

// longest is how long one call may take: a file of 64 MiB over a slow line.
const longest = 5 * time.Minute

// largestAnswer is how much of an answer is read.
const largestAnswer = 256 << 20

func newRemote(address, token string) *remote {
	return &remote{strings.TrimSuffix(address, "/"), strings.TrimSpace(token), &http.Client{Timeout: longest}}
}

// Close implements Place.
func (r *remote) Close() error {
	r.client.CloseIdleConnections()
	return nil
}

// List implements Place.
func (r *remote) List(ctx context.Context) ([]Listed, error) {
	var answer struct {
		Packs []Listed `json:"packs"`
	}
	_, err := r.call(ctx, http.MethodGet, "/api/packs", "", nil, &answer)
	return answer.Packs, err
}

// Import implements Place.
func (r *remote) Import(ctx context.Context, i Import) (Listed, []bank.Finding, error) {
	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	part, err := writer.CreateFormFile("file", i.Name)
	if err == nil {
		_, err = part.Write(i.Data)
	}
	if err := errors.Join(err, writer.Close()); err != nil {
		return Listed{}, nil, err
	}
	var answer struct {
		Pack     Listed         `json:"pack"`
		Findings []bank.Finding `json:"findings"`
	}
	_, err = r.call(ctx, http.MethodPost, fmt.Sprintf("/api/packs?replace=%v", i.Replace), writer.FormDataContentType(), &form, &answer)
	if refusal, ok := errors.AsType[*refusal](err); ok {
		return Listed{}, refusal.Findings, fmt.Errorf("%w: %w", ErrFound, refusal)
	}
	return answer.Pack, answer.Findings, err
}

// Export implements Place.
func (r *remote) Export(ctx context.Context, id, format string) (Export, error) {
	path := "/api/packs/" + url.PathEscape(id) + "/export"
	query := "?format=" + url.QueryEscape(format)
	var out Export
	header, err := r.call(ctx, http.MethodGet, path+query, "", nil, &out.Data)
	if err != nil {
		return Export{}, err
	}
	if _, params, err := mime.ParseMediaType(header.Get("Content-Disposition")); err == nil {
		out.Name = params["filename"]
	}
	if header.Get("Trivium-Losses") == "0" {
		return out, nil
	}
	var losses struct {
		Findings []bank.Finding `json:"findings"`
	}
	_, err = r.call(ctx, http.MethodGet, path+"/losses"+query, "", nil, &losses)
	out.Findings = losses.Findings
	return out, err
}

// refusal is an answer of the API that says no.
type refusal struct {
	Status   int            `json:"status"`
	Title    string         `json:"title"`
	Detail   string         `json:"detail"`
	Findings []bank.Finding `json:"findings"`
}

func (r *refusal) Error() string { return "the server says: " + strings.TrimSuffix(r.Detail, ".") }

// call asks the API. The answer is JSON for what into points at, or the bytes themselves.
func (r *remote) call(ctx context.Context, method, path, kind string, body io.Reader, into any) (http.Header, error) {
	request, err := http.NewRequestWithContext(ctx, method, r.url+path, body)
	if err != nil {
		return nil, unreadable("%s is no address: %w", r.url, err)
	}
	request.Header.Set("Authorization", "Bearer "+r.token)
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	response, err := r.client.Do(request)
	if err != nil {
		return nil, unreadable("the server does not answer: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(response.Body, largestAnswer))
	if err != nil {
		return nil, unreadable("the server's answer was cut off: %w", err)
	}
	if response.StatusCode >= http.StatusMultipleChoices {
		return nil, refused(response.StatusCode, data)
	}
	if raw, ok := into.(*[]byte); ok {
		*raw = data
		return response.Header, nil
	}
	if err := json.Unmarshal(data, into); err != nil {
		return nil, unreadable("%s is no Trivium of this version: %w", r.url, err)
	}
	return response.Header, nil
}

// refused makes an error of an answer. What a host may not do, and what is not there, could not begin.
func refused(status int, data []byte) error {
	said := &refusal{}
	if err := json.Unmarshal(data, said); err != nil || said.Detail == "" {
		said.Detail = http.StatusText(status)
	}
	switch status {
	case http.StatusUnprocessableEntity, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusInsufficientStorage:
		return said
	}
	return unreadable("%w", said)
}
