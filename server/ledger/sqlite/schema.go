package sqlite

// schema gives the steps of the ledger's tables up to the first schema. They never change; see package schema for what comes after.
func schema() []string {
	return []string{
		// A room's text id is written once, here; everywhere else a small number stands for it. Times are room time in
		// milliseconds. An entry's index (seat in the order of arrival) is idx, as index is a word of SQL.
		`CREATE TABLE rooms (
			id       INTEGER PRIMARY KEY,
			room     TEXT NOT NULL UNIQUE,
			pin      TEXT NOT NULL,
			released INTEGER,
			n        INTEGER NOT NULL,
			head     TEXT NOT NULL,
			last_at  INTEGER NOT NULL
		);
		CREATE INDEX rooms_pin ON rooms (pin);
		CREATE INDEX rooms_live ON rooms (id) WHERE released IS NULL;
		CREATE TABLE batches (
			room        INTEGER NOT NULL,
			batch       TEXT NOT NULL,
			before_n    INTEGER NOT NULL,
			before_head TEXT NOT NULL,
			n           INTEGER NOT NULL,
			PRIMARY KEY (room, batch)
		) WITHOUT ROWID;
		CREATE TABLE events (
			room   INTEGER NOT NULL,
			n      INTEGER NOT NULL,
			at     INTEGER NOT NULL,
			batch  TEXT NOT NULL,
			data   BLOB NOT NULL,
			sealed TEXT,
			PRIMARY KEY (room, n)
		) WITHOUT ROWID;
		CREATE TABLE slots (
			id        INTEGER PRIMARY KEY,
			room      INTEGER NOT NULL,
			slot      TEXT NOT NULL,
			cap       INTEGER NOT NULL,
			revisable INTEGER NOT NULL,
			open      INTEGER NOT NULL,
			sealed    INTEGER NOT NULL,
			UNIQUE (room, slot)
		);
		CREATE TABLE entries (
			slot INTEGER NOT NULL,
			idx  INTEGER NOT NULL,
			key  TEXT NOT NULL,
			rev  INTEGER NOT NULL,
			data BLOB NOT NULL,
			PRIMARY KEY (slot, idx),
			UNIQUE (slot, key)
		) WITHOUT ROWID;
		CREATE TABLE life (
			one INTEGER PRIMARY KEY CHECK (one = 1),
			at  INTEGER NOT NULL
		);
		INSERT INTO life VALUES (1, 0);`,
		// A room that was forgotten keeps its row until its content is deleted and its id may be used again.
		`ALTER TABLE rooms ADD COLUMN forgotten INTEGER;
		CREATE INDEX rooms_forgotten ON rooms (id) WHERE forgotten IS NOT NULL;`,
	}
}
