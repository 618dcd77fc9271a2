package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
)

// serveReference is what a Go engineer would write without Hookline: chi, a handler
// that decodes the same body and answers. It runs in a process of its own, as the
// server under test does, and prints its address.
func serveReference(ctx context.Context) error {
	router := chi.NewRouter()
	router.Post("/run", func(w http.ResponseWriter, r *http.Request) {
		var event struct {
			User    map[string]any `json:"user"`
			Context map[string]any `json:"context"`
		}
		if err := json.NewDecoder(r.Body).Decode(&event); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"outcome": "returned", "result": map[string]any{"id": event.User["id"]}})
	})
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	return (&http.Server{Handler: router, ReadHeaderTimeout: time.Minute}).Serve(listener)
}
