// The seats of a room, fetched in pages while somebody looks at them.
import { useEffect, useRef } from "preact/hooks";
import type { RosterRow, RowView } from "../../lib/protocol.ts";
import type { State } from "../../lib/store.ts";
import type { Console } from "./console.ts";

/** How often the pages are fetched again, in milliseconds. */
const REFRESH = 3000;

/** useRoster keeps the roster fresh as long as it is looked at: page by page, each from where the last one ended. */
export function useRoster(line: Console, state: State, looking: boolean): void {
  const pages = useRef<number[]>([1]);
  const known = state.roster.size;
  const live = state.line === "live";
  const players = state.view?.lobby?.players ?? 0;
  useEffect(() => {
    if (!looking || !live) return;
    const ask = (): void => pages.current.forEach((from) => line.session.send({ t: "roster", from }));
    ask();
    const timer = setInterval(ask, REFRESH);
    return () => clearInterval(timer);
  }, [looking, live, players]);
  useEffect(() => {
    if (!looking || known === 0 || known >= state.rosterTotal) return;
    const from = Math.max(...state.roster.keys()) + 1;
    if (pages.current.includes(from)) return;
    pages.current.push(from);
    line.session.send({ t: "roster", from });
  }, [looking, known, state.rosterTotal]);
}

/** rankingOf makes a table of the roster: who has points, best first. */
export function rankingOf(roster: ReadonlyMap<number, RosterRow>): RowView[] {
  return [...roster.values()]
    .filter((row) => !row.kicked && row.rank > 0)
    .sort((a, b) => a.rank - b.rank || a.seat - b.seat)
    .map((row) => ({
      id: `s${row.seat}`, name: row.name, score: row.score, rank: row.rank, ...(row.team ? { team: row.team } : {}),
    }));
}

/** found lists the seats whose names hold the words, in order of arrival, those who were removed last. */
export function found(roster: ReadonlyMap<number, RosterRow>, words: string): RosterRow[] {
  const wanted = words.trim().toLocaleLowerCase();
  return [...roster.values()]
    .filter((row) => wanted === "" || row.name.toLocaleLowerCase().includes(wanted) || row.team?.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => Number(a.kicked ?? false) - Number(b.kicked ?? false) || a.seat - b.seat);
}
