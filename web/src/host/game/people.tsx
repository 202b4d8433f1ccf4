import { useState } from "preact/hooks";
import type { RosterRow, View } from "../../lib/protocol.ts";
import type { State } from "../../lib/store.ts";
import { number, t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import type { Console } from "./console.ts";
import { Person } from "./person.tsx";
import { found, useRoster } from "./roster.ts";
import "./people.css";

/** How many rows are drawn at first; a hall has thousands. */
const ROWS = 60;

/** People lists the seats. A press on one opens all that can be done about it. */
export function People({ line, state, view }: { line: Console; state: State; view: View }) {
  const [words, setWords] = useState("");
  const [rows, setRows] = useState(ROWS);
  const [seat, setSeat] = useState(0);
  useRoster(line, state, true);
  const people = found(state.roster, words);
  const total = view.lobby?.players ?? state.rosterTotal;
  return (
    <section class="panel people" aria-labelledby="people">
      <header class="people-head">
        <h2 id="people">{t("host.roster.title")}</h2>
        <span>{tn("host.game.players", total)}</span>
      </header>
      {state.rosterTotal > 8 ? (
        <input
          class="input"
          type="search"
          aria-label={t("host.roster.find")}
          placeholder={t("host.roster.find")}
          value={words}
          onInput={(e) => setWords(e.currentTarget.value)}
        />
      ) : null}
      {people.length === 0 ? <p class="people-none">{t(words ? "host.roster.none" : "host.lobby.empty")}</p> : null}
      <ul class="people-list">
        {people.slice(0, rows).map((row) => <Row key={row.seat} row={row} onOpen={() => setSeat(row.seat)} />)}
      </ul>
      {people.length > rows ? <Button kind="quiet" onClick={() => setRows(rows + 200)}>{t("host.roster.more")}</Button> : null}
      <Person line={line} view={view} row={state.roster.get(seat)} onClose={() => setSeat(0)} />
    </section>
  );
}

function Row({ row, onOpen }: { row: RosterRow; onOpen: () => void }) {
  return (
    <li class="person" data-away={row.connected || row.practice ? undefined : ""} data-kicked={row.kicked ? "" : undefined}>
      <button type="button" disabled={row.kicked} onClick={onOpen}>
        <span class="person-dot" aria-hidden="true" />
        <span class="sr-only">{t("host.roster.change")}</span>
        <span class="person-name">
          <bdi>{row.name}</bdi>
          <small>{notesOf(row)}</small>
        </span>
        {row.rank > 0 ? <span class="person-score">{number(row.score)}</span> : null}
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m9 6 6 6-6 6" /></svg>
      </button>
    </li>
  );
}

/** notesOf says in words what a dot and a colour can not. */
function notesOf(row: RosterRow): string {
  const notes = [row.team ?? ""];
  if (row.kicked) notes.push(t("host.roster.kicked"));
  else if (row.practice) notes.push(t("host.roster.practice"));
  else if (!row.connected) notes.push(t("host.roster.away"));
  if (row.stretch && row.stretch > 100) notes.push(t("host.roster.stretch", { factor: number(row.stretch / 100) }));
  return notes.filter((note) => note !== "").join(" · ");
}
