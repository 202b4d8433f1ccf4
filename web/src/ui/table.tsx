// The table of the game. It first shows the order before the question, then people move to where they are now.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { number, t, tn } from "../lib/i18n.ts";
import { flip, places, reducedMotion } from "../lib/motion.ts";
import type { RowView } from "../lib/protocol.ts";
import "./table.css";

/** How long the old order stays, and how long the moving takes, in milliseconds. */
const HOLD = 1200;
const MOVE = 600;

interface Props {
  rows: readonly RowView[];
  /** The row to mark, "s12" or "t:skeleton". */
  mine?: string;
  /** Show the old order first and move. */
  moving?: boolean;
  caption?: string;
}

/** The rows in the order before the last question, with the scores of then. New ones come last. */
export function before(rows: readonly RowView[]): RowView[] {
  return rows
    .map((r) => ({ ...r, score: r.score - (r.gained ?? 0), rank: r.was ?? 0, gained: 0 }))
    .sort((a, b) => (a.rank || Infinity) - (b.rank || Infinity));
}

export function Leaderboard({ rows, mine, moving, caption }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const old = useRef<Map<string, number> | null>(null);
  const [moved, setMoved] = useState(!moving || reducedMotion() || !rows.some((r) => r.was));
  useLayoutEffect(() => {
    if (moved) return;
    const timer = setTimeout(() => {
      if (list.current) old.current = places(list.current);
      setMoved(true);
    }, HOLD);
    return () => clearTimeout(timer);
  }, [moved]);
  useLayoutEffect(() => {
    if (moved && old.current && list.current) flip(list.current, old.current, MOVE);
    old.current = null;
  }, [moved]);
  const shown = moved ? rows : before(rows);
  return (
    <ol class="table" ref={list} aria-label={caption ?? t("table.title")}>
      {shown.map((row) => <Row key={row.id} row={row} mine={row.id === mine} />)}
    </ol>
  );
}

function Row({ row, mine }: { row: RowView; mine: boolean }) {
  const up = row.was ? row.was - row.rank : 0;
  return (
    <li class="row" data-id={row.id} data-rank={row.rank} data-mine={mine || undefined}>
      <span class="row-rank">{row.rank || "–"}</span>
      <span class="row-name">
        <bdi>{row.name}</bdi>
        {row.team ? <small class="row-team"><bdi>{row.team}</bdi></small> : null}
      </span>
      <span class="row-move" data-way={up > 0 ? "up" : up < 0 ? "down" : undefined}>
        {up === 0 ? null : (
          <>
            <span aria-hidden="true">{up > 0 ? "▲" : "▼"} {Math.abs(up)}</span>
            <span class="sr-only">{tn(up > 0 ? "rank.up" : "rank.down", Math.abs(up))}</span>
          </>
        )}
      </span>
      {row.gained ? <span class="row-gained">{row.gained > 0 ? "+" : "−"}{number(Math.abs(row.gained))}</span> : null}
      <span class="row-score">{number(row.score)}</span>
    </li>
  );
}
