package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"trivium/server/store"
)

// secret reads the server's key from a file of its own, or makes it.
func secret(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err == nil && len(strings.TrimSpace(string(data))) >= 32 {
		return strings.TrimSpace(string(data)), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the key in %s: %w", file, err)
	}
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand since Go 1.24)
	key := hex.EncodeToString(b[:])
	return key, keepSecret(file, key)
}

// keepSecret writes the key in one step, for its owner alone.
func keepSecret(file, key string) error {
	err := os.WriteFile(file+".part", []byte(key+"\n"), 0o600)
	if err == nil {
		err = os.Rename(file+".part", file)
	}
	if err != nil {
		return fmt.Errorf("keep the key in %s: %w", file, err)
	}
	return nil
}

// sharedSecret is the key that all instances have: the first one's. Each has a copy in its file, for programs on its machine.
func sharedSecret(ctx context.Context, s store.Store, file string, log *slog.Logger) (string, error) {
	const collection, id = "server", "host-key"
	own, err := secret(file)
	if err != nil {
		return "", err
	}
	_, err = s.Put(ctx, collection, store.Document{ID: id, Data: []byte(own)})
	if err == nil {
		return own, nil
	}
	if !errors.Is(err, store.ErrConflict) {
		return "", fmt.Errorf("share the key of the hosts: %w", err)
	}
	d, err := s.Get(ctx, collection, id) // another instance was quicker
	if err != nil {
		return "", fmt.Errorf("read the key of the hosts: %w", err)
	}
	shared := string(d.Data)
	if len(shared) < 32 {
		return "", fmt.Errorf("the key of the hosts in the store is too short: remove the document %q from the collection %q", id, collection)
	}
	if shared == own {
		return own, nil
	}
	log.InfoContext(ctx, "the key of the hosts is the one that all instances share", "file", file)
	return shared, keepSecret(file, shared)
}
