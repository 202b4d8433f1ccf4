package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/gofrs/flock"
	"github.com/prometheus/client_golang/prometheus"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"trivium/server/ledger"
)

// FileOptions says how to open a File. The zero value is usable.
type FileOptions struct {
	// Logger hears of failed commits. Nil is silence.
	Logger *slog.Logger
	// Registerer takes the file's metrics. Nil keeps none.
	Registerer prometheus.Registerer
}

// File is one SQLite file with one writer that commits for everybody, so that all who wrote during the last commit share
// the next one. The ledger and other packages may keep their tables side by side in it. All methods may be called from any
// goroutine.
type File struct {
	path    string
	lock    *flock.Flock
	log     *slog.Logger
	metrics *fileMetrics
	writes  *sql.DB // one connection, the writer's
	reads   *sql.DB
	stopped chan struct{} // closed when the writer has ended

	mu     sync.Mutex // guards the rest
	queue  []*request
	wake   chan struct{} // holds one if the queue may have something
	closed bool
	guest  guest
}

// applicationID marks a file as ours: "TRIV".
const applicationID = 0x54524956

// readers is how many reads may run at a time.
const readers = 4

// OpenFile opens or creates the file at path, whose folder must exist, and locks it to this process. Close it at the end.
func OpenFile(path string, options FileOptions) (*File, error) {
	lock := flock.New(path + ".lock")
	locked, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s (can the folder be written to?): %w", path, err)
	}
	if !locked {
		return nil, fmt.Errorf("open %s: another process uses it; stop that one or choose another data folder", path)
	}
	file, err := openLocked(path, lock, options)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), lock.Unlock())
	}
	go file.write()
	return file, nil
}

// openLocked opens what is locked already.
func openLocked(path string, lock *flock.Flock, options FileOptions) (*File, error) {
	// Names and tokens lie in here, so the file is its owner's alone; SQLite gives its companions the same mode.
	created, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := created.Close(); err != nil {
		return nil, err
	}
	log := options.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	file := &File{
		path:    path,
		lock:    lock,
		log:     log,
		metrics: newFileMetrics(options.Registerer),
		stopped: make(chan struct{}),
		wake:    make(chan struct{}, 1),
	}
	if file.writes, err = open(path, "&_txlock=immediate", 1); err != nil {
		return nil, err
	}
	if err := file.mark(); err != nil {
		return nil, errors.Join(err, file.writes.Close())
	}
	if file.reads, err = open(path, "&_pragma=query_only(1)", readers); err != nil {
		return nil, errors.Join(err, file.writes.Close())
	}
	return file, nil
}

// open makes a pool of connections that last.
func open(path, extra string, connections int) (*sql.DB, error) {
	// synchronous FULL makes each commit durable; fullfsync makes it so on macOS as well. What is deleted is overwritten, so
	// that names which went are not to be found in the file. The busy timeout (ms) is for backup programs that look into it.
	dsn := "file:" + address(path) +
		"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=fullfsync(1)" +
		"&_pragma=temp_store(MEMORY)&_pragma=journal_size_limit(67108864)&_pragma=secure_delete(1)" + extra
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// address writes a path as SQLite's URLs have it.
func address(path string) string {
	if absolute, err := filepath.Abs(path); err == nil { // it fails where there is no working folder
		path = absolute
	}
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" {
		path = "/" + path
	}
	return (&url.URL{Path: path}).EscapedPath()
}

// mark makes the file ours, and refuses a file of another program.
func (f *File) mark() error {
	ctx := context.Background()
	var id, tables int
	if err := f.writes.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&id); err != nil {
		return err
	}
	if err := f.writes.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil {
		return err
	}
	switch {
	case id == applicationID:
		return nil
	case id != 0 || tables > 0:
		return errors.New("the file belongs to another program; choose another data folder")
	}
	_, err := f.writes.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d`, applicationID))
	return err
}

// Path is where the file lies.
func (f *File) Path() string { return f.path }

// Read runs read in a transaction that sees one committed state of the file. The transaction is over when it returns.
func (f *File) Read(ctx context.Context, read func(tx *sql.Tx) error) error {
	tx, err := f.reads.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("read %s: %w: %w", f.path, ledger.ErrUnavailable, err)
	}
	defer func() { _ = tx.Rollback() }() // a read has nothing to lose
	return read(tx)
}

// Close lets the writer finish what it was given, moves everything into the main file and unlocks it. Later calls of Write
// and Read give ledger.ErrUnavailable. A second Close does nothing.
func (f *File) Close() error {
	f.mu.Lock()
	if f.closed {
		f.mu.Unlock()
		<-f.stopped
		return nil
	}
	f.closed = true
	f.mu.Unlock()
	f.ring()
	<-f.stopped
	err := f.reads.Close()
	_, truncate := f.writes.ExecContext(context.Background(), `PRAGMA wal_checkpoint(TRUNCATE)`)
	return errors.Join(err, truncate, f.writes.Close(), f.lock.Unlock())
}
