// Package leaguetest computes a season in another way, for tests to hold a table against.
package leaguetest

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"trivium/game/league"
)

// A season once more, as SQL over its facts: another language, sets instead of loops, and no code in common. It knows the default
// order of ties (wins, head to head, score) only.
const independentSchema = `
	CREATE TABLE standing (game, key, place INT, score INT, ok INT, ms INT);
	CREATE TABLE night (game, at INT);
	CREATE TABLE worth (place INT, points INT);
	CREATE TABLE person (key, name, division);
	CREATE TABLE also (key, whole);           -- a key that is somebody else
	CREATE TABLE sheet (game, key, whole);    -- one standing that is somebody else's
	CREATE TABLE given (key, points INT);
	CREATE TABLE void (game)`

const independentTable = `
WITH
played AS ( -- who has which place; whole is whose standing it is
	SELECT s.*, n.at, coalesce(a2.whole, a.whole, sh.whole, s.key) AS whole
	FROM standing s JOIN night n USING (game)
	LEFT JOIN sheet sh ON sh.game = s.game AND sh.key = s.key
	LEFT JOIN also a ON a.key = coalesce(sh.whole, s.key)
	LEFT JOIN also a2 ON a2.key = a.whole
	WHERE s.game NOT IN (SELECT game FROM void)
),
grouped AS (SELECT p.*, CASE WHEN :among = 'division' THEN (SELECT division FROM person WHERE key = p.whole) ELSE '' END AS heap FROM played p),
placed AS (
	SELECT g.*, rank() OVER (PARTITION BY game, heap ORDER BY place) AS spot, count(*) OVER (PARTITION BY game, heap, place) AS sharers
	FROM grouped g
),
earned AS (
	SELECT p.*, CASE
		WHEN :scoring = 'score' THEN score
		WHEN :sharing = 'better' THEN coalesce((SELECT points FROM worth w WHERE w.place = spot), 0)
		ELSE coalesce((SELECT sum(points) FROM worth w WHERE w.place BETWEEN spot AND spot + sharers - 1), 0) / sharers
	END AS points
	FROM placed p
),
once AS MATERIALIZED ( -- the better one if somebody stands twice in a game
	SELECT * FROM (SELECT e.*, row_number() OVER (PARTITION BY whole, game ORDER BY points DESC, spot, score DESC, ok DESC, ms, key) AS nth FROM earned e)
	WHERE nth = 1
),
sorted AS (
	SELECT o.*, row_number() OVER (PARTITION BY whole ORDER BY points DESC, spot, score DESC, ok DESC, ms, at, game) AS good,
		count(*) OVER (PARTITION BY whole) AS nights
	FROM once o
),
limits AS MATERIALIZED (
	SELECT CASE WHEN :best > 0 THEN :best WHEN :drop > 0 THEN max(1, (SELECT count(*) FROM night WHERE game NOT IN void) - :drop)
		ELSE 1000000 END AS counting
),
sums AS (
	SELECT whole, nights, count(*) AS counted, sum(spot = 1) AS wins, sum(score) AS score, sum(ok) AS ok, sum(ms) AS ms,
		sum(points) + coalesce((SELECT sum(points) FROM given WHERE key = whole), 0) AS points
	FROM sorted, limits WHERE good <= counting GROUP BY whole
),
eligible AS MATERIALIZED (SELECT * FROM sums WHERE nights >= :minimum),
equals AS MATERIALIZED (SELECT e.*, count(*) OVER (PARTITION BY points, wins) AS size FROM eligible e),
meetings AS MATERIALIZED (
	SELECT q.points, q.wins, o.game FROM equals q JOIN once o USING (whole) GROUP BY q.points, q.wins, o.game HAVING count(*) = max(q.size)
),
duels AS (
	SELECT a.whole, count(*) AS beaten
	FROM equals a JOIN equals b ON b.points = a.points AND b.wins = a.wins AND b.whole <> a.whole
	JOIN meetings m ON m.points = a.points AND m.wins = a.wins
	JOIN once oa ON oa.game = m.game AND oa.whole = a.whole
	JOIN once ob ON ob.game = m.game AND ob.whole = b.whole
	WHERE oa.place < ob.place GROUP BY a.whole
)
SELECT rank() OVER (ORDER BY q.points DESC, wins DESC, coalesce(beaten, 0) DESC, score DESC) AS position,
	(SELECT name FROM person WHERE key = q.whole), q.points, counted, nights, wins, score, ok, ms
FROM equals q LEFT JOIN duels d USING (whole)
ORDER BY 1, 2`

// ReadSeason reads a season from a file.
func ReadSeason(t testing.TB, file string) league.Season {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var season league.Season
	if err := json.Unmarshal(data, &season); err != nil {
		t.Fatal(err)
	}
	return season
}

// AgainstSQL holds the ranked lines of a table against SQL. It knows the changes that season.json has, and the default ties only.
func AgainstSQL(t testing.TB, season *league.Season, table *league.Table) {
	t.Helper()
	db := facts(t, season)
	r := season.Rules
	rows, err := db.QueryContext(t.Context(), independentTable, sql.Named("among", r.Among), sql.Named("scoring", r.Scoring),
		sql.Named("sharing", r.Sharing), sql.Named("best", r.Best), sql.Named("drop", r.Drop), sql.Named("minimum", r.Minimum))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	n := 0
	for ; rows.Next(); n++ {
		var want league.Line
		if err := rows.Scan(&want.Rank, &want.Name, &want.Points, &want.Counted, &want.Played, &want.Wins, &want.Score, &want.Right, &want.Time); err != nil {
			t.Fatal(err)
		}
		if n >= len(table.Lines) {
			t.Fatalf("SQL has more lines: %+v", want)
		}
		got := &table.Lines[n]
		if got.Rank != want.Rank || got.Name != want.Name || got.Points != want.Points || got.Counted != want.Counted ||
			got.Played != want.Played || got.Wins != want.Wins || got.Score != want.Score || got.Right != want.Right || got.Time != want.Time {
			t.Errorf("line %d: got %s; SQL says %s", n, Line(got), Line(&want))
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for i := n; i < len(table.Lines); i++ {
		if table.Lines[i].Rank != 0 {
			t.Errorf("SQL does not know %s", Line(&table.Lines[i]))
		}
	}
	if n < 30 {
		t.Errorf("only %d lines were compared", n)
	}
}

// facts puts a season into tables. It knows the changes that the generator makes.
func facts(t testing.TB, season *league.Season) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	insert := func(statement string, values ...any) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), statement, values...); err != nil {
			t.Fatal(err)
		}
	}
	insert(independentSchema)
	for i, points := range season.Rules.Table {
		insert(`INSERT INTO worth VALUES (?, ?)`, i+1, points)
	}
	for _, n := range season.Nights {
		insert(`INSERT INTO night VALUES (?, ?)`, n.Game, n.At)
		for _, s := range n.Standings {
			insert(`INSERT INTO standing VALUES (?, ?, ?, ?, ?, ?)`, n.Game, s.Key, s.Place, s.Score, s.Right, s.Time)
		}
	}
	for _, c := range season.Changes {
		switch c.Kind {
		case league.Enter:
			insert(`INSERT INTO person VALUES (?, ?, ?)`, c.Key, c.Name, c.Division)
		case league.Merge:
			insert(`INSERT INTO also VALUES (?, ?)`, c.Key, c.Into)
		case league.Rename:
			insert(`UPDATE person SET name = ? WHERE key = ?`, c.Name, c.Key)
			insert(`INSERT INTO also VALUES (?, ?)`, cmp.Or(c.Alias, c.Key), c.Key)
		case league.Void:
			insert(`INSERT INTO void VALUES (?)`, c.Game)
		case league.Adjust:
			insert(`INSERT INTO given VALUES (?, ?)`, c.Key, c.Points)
		case league.Assign:
			insert(`INSERT INTO sheet VALUES (?, ?, ?)`, c.Game, c.Key, c.Into)
		case league.Part, league.Move, league.Restore, league.Hide, league.Show:
			t.Fatalf("SQL does not know %s", c.Kind)
		}
	}
	return db
}

// Line writes a line of a table for people.
func Line(l *league.Line) string {
	return fmt.Sprintf("%d %s %d points, %d of %d nights, %d wins, score %d, %d right, %d ms", l.Rank, l.Name, l.Points, l.Counted, l.Played,
		l.Wins, l.Score, l.Right, l.Time)
}
