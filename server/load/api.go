package load

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"trivium/game"
)

// API is the server's HTTP interface, as its host.
type API struct {
	URL    string       // of the server, http://host:port
	Key    string       // the host's, from host.key in the data folder
	Client *http.Client // nil is http.DefaultClient
}

// NewGame is what a host asks for. Settings should start from game.DefaultSettings.
type NewGame struct {
	Packs    []string      `json:"packs"`
	Count    int           `json:"count"` // questions; 0 is all
	Shuffle  bool          `json:"shuffle"`
	Settings game.Settings `json:"settings"`
}

// Game is what a host has to know of a game.
type Game struct {
	PIN    string   `json:"pin"`
	Token  string   `json:"token"`
	Join   []string `json:"join_urls"`
	Result string   `json:"result_url"` // a path
}

// Create opens a game.
func (a API) Create(ctx context.Context, n NewGame) (Game, error) {
	var created struct {
		PIN string `json:"pin"`
	}
	if err := a.call(ctx, http.MethodPost, "/api/games", n, &created); err != nil {
		return Game{}, fmt.Errorf("create a game: %w", err)
	}
	return a.Game(ctx, created.PIN)
}

// Game asks for what a host has to know of a live game.
func (a API) Game(ctx context.Context, pin string) (Game, error) {
	var g Game
	if err := a.call(ctx, http.MethodGet, "/api/games/"+pin, nil, &g); err != nil {
		return g, fmt.Errorf("ask for the game: %w", err)
	}
	return g, nil
}

// bodyLimit is the most that is read of an answer, in bytes.
const bodyLimit = 64 << 20

// Get asks for any path and gives the body of a good answer.
func (a API) Get(ctx context.Context, path string) ([]byte, error) {
	return a.request(ctx, http.MethodGet, path, nil)
}

func (a API) call(ctx context.Context, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return err
		}
	}
	data, err := a.request(ctx, method, path, body)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, out); err != nil {
		return fmt.Errorf("%s %s answered with no JSON: %w", method, path, err)
	}
	return nil
}

func (a API) request(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, a.URL+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+a.Key)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := cmp.Or(a.Client, http.DefaultClient).Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(response.Body, bodyLimit))
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if response.StatusCode/100 != 2 {
		return nil, fmt.Errorf("%s %s: status %d: %.300s", method, path, response.StatusCode, data)
	}
	return data, nil
}
