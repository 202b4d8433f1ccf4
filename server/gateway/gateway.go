package gateway

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"trivium/server/gateway/names"
	"trivium/server/socket"
	"trivium/server/wire"
)

// Gateway is all sessions of this instance.
type Gateway struct {
	opts    Options
	log     *slog.Logger
	metrics *metrics
	socket  socket.Options
	names   *names.Checker
	guesses *guesses
	joins   *rate.Limiter
	serve   func(*session)     // runs a session to its end
	cancel  context.CancelFunc // ends the calls that sessions wait for
	group   sync.WaitGroup     // sessions and hubs

	mu       sync.Mutex // guards what follows
	draining bool
	closed   bool
	sessions map[*session]struct{}
	hubs     map[string]*hub // by the room's ID
}

// New builds a gateway. Close ends it.
func New(opts Options) (*Gateway, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	opts = opts.withDefaults()
	ctx, cancel := context.WithCancel(context.Background())
	g := &Gateway{
		opts: opts, log: opts.Logger.With("instance", opts.Instance), metrics: newMetrics(opts.Registerer),
		names: names.New(), guesses: newGuesses(&opts.Limits), cancel: cancel,
		joins:    rate.NewLimiter(rate.Limit(opts.Limits.JoinRate), max(int(opts.Limits.JoinRate), 1)),
		sessions: map[*session]struct{}{}, hubs: map[string]*hub{},
	}
	g.socket = socket.Options{
		Subprotocol: wire.Subprotocol, Origins: opts.AllowedOrigins, AllowNoOrigin: opts.AllowNoOrigin,
		Metrics: socket.NewMetrics(opts.Registerer),
	}
	g.serve = func(s *session) { s.run(ctx) }
	return g, nil
}

// Handler serves the WebSocket. It must not stand behind anything that wraps the ResponseWriter without Unwrap, compresses,
// or ends requests after a time.
func (g *Gateway) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		full := g.draining || g.closed || len(g.sessions) >= g.opts.Limits.Connections
		g.mu.Unlock()
		if full {
			w.Header().Set("Retry-After", "2")
			http.Error(w, "This server takes no new connections at the moment.", http.StatusServiceUnavailable)
			return
		}
		conn, err := socket.Accept(w, r, &g.socket)
		if err != nil {
			g.log.Debug("connection refused", "error", err)
			return
		}
		g.start(newSession(g, conn, peer(r, g.opts.TrustedProxies)))
	})
}

// start runs a session in a goroutine of its own, which outlives the handler.
func (g *Gateway) start(s *session) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		s.conn.Close(socket.Restart, "the server is restarting")
		go g.serve(s)
		return
	}
	if g.draining { // it was accepted just before, and Drain does not know of it
		s.conn.Close(socket.Drain, "please connect again")
	}
	g.sessions[s] = struct{}{}
	g.group.Go(func() {
		g.serve(s)
		g.mu.Lock()
		delete(g.sessions, s)
		g.mu.Unlock()
	})
}

// Sessions is the number of sockets that are open.
func (g *Gateway) Sessions() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.sessions)
}

// drainTick is how often Drain sends a part of the clients away.
const drainTick = 50 * time.Millisecond

// Drain takes no new connections and asks all clients to connect again, elsewhere, spread over Limits.DrainSpread so that
// the others are not run over. It returns when all are gone or ctx ends; that is an error then.
func (g *Gateway) Drain(ctx context.Context) error {
	g.mu.Lock()
	g.draining = true
	g.metrics.draining.Set(1)
	all := make([]*session, 0, len(g.sessions))
	for s := range g.sessions {
		all = append(all, s)
	}
	g.mu.Unlock()
	steps := max(int(g.opts.Limits.DrainSpread/drainTick), 1)
	tick := time.NewTicker(drainTick)
	defer tick.Stop()
	for step := 1; step <= steps && len(all) > 0; step++ {
		part := (len(all) + steps - step) / (steps - step + 1)
		for _, s := range all[:part] {
			s.conn.Close(socket.Drain, "please connect again")
		}
		all = all[part:]
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("gateway: drain: %d sessions left: %w", g.Sessions(), ctx.Err())
		}
	}
	for g.Sessions() > 0 {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("gateway: drain: %d sessions left: %w", g.Sessions(), ctx.Err())
		}
	}
	return nil
}

// Close ends all sessions with "the server is restarting" and returns when no goroutine of the gateway is left; that takes
// about a second at most.
func (g *Gateway) Close() {
	g.mu.Lock()
	g.closed = true
	all := make([]*session, 0, len(g.sessions))
	for s := range g.sessions {
		all = append(all, s)
	}
	g.mu.Unlock()
	for _, s := range all {
		s.conn.Close(socket.Restart, "the server is restarting")
	}
	g.cancel()
	g.group.Wait()
}

// enter brings a session into the hub of its room, which holds the room as long as there is somebody.
func (g *Gateway) enter(s *session, room Room) *refusal {
	id := room.ID()
	g.mu.Lock()
	h, ok := g.hubs[id]
	if !ok {
		if !room.Hold() { // it was opened so long ago that it rests again
			g.mu.Unlock()
			return refuseUnavailable()
		}
		h = newHub(g, room)
		g.hubs[id] = h
		g.metrics.rooms.Inc()
		g.group.Go(h.run)
	}
	h.users++
	g.mu.Unlock()
	if refused := h.add(s); refused != nil {
		g.leave(h)
		return refused
	}
	return nil
}

// leave takes one user off a hub, which ends when it has none.
func (g *Gateway) leave(h *hub) {
	g.mu.Lock()
	h.users--
	g.mu.Unlock()
	h.wake()
}

// retire takes an unused hub out of the map; it reports false if somebody came in meanwhile.
func (g *Gateway) retire(h *hub) bool {
	g.mu.Lock()
	if h.users > 0 {
		g.mu.Unlock()
		return false
	}
	delete(g.hubs, h.room.ID())
	g.mu.Unlock()
	h.room.Release()
	g.metrics.rooms.Dec()
	return true
}
