import { useEffect, useState } from "preact/hooks";
import { localNow } from "../lib/clock.ts";
import { number, t } from "../lib/i18n.ts";
import { confetti } from "../lib/motion.ts";
import { play } from "../lib/sound.ts";
import type { OwnView, RowView, View } from "../lib/protocol.ts";
import { Button } from "../ui/button.tsx";
import { announce } from "../ui/live.tsx";
import { useFocusOn } from "./hooks.ts";
import { leave } from "./seat.ts";
import { Score } from "./standing.tsx";
import "./podium.css";

/** How long the screen takes to come to the first place: third, second, first, two seconds apart. */
const DRUMROLL = 5500;

/** The phone keeps the secret as long as the screen does. */
export function Podium({ view, own, offset }: { view: View; own: OwnView | null; offset: number | null }) {
  const [shown, setShown] = useState(() => wait(view, offset) <= 0);
  const heading = useFocusOn(shown);
  const rank = rankOf(view, own);
  useEffect(() => {
    if (shown) return;
    const timer = setTimeout(() => setShown(true), wait(view, offset));
    return () => clearTimeout(timer);
  }, [shown]);
  useEffect(() => {
    if (!shown || !rank) return;
    announce(t("rank.place", { rank, of: own?.of ?? 0 }));
    if (rank > 3) return;
    confetti();
    play("fanfare");
  }, [shown, rank > 0]);
  if (!shown) {
    return (
      <div class="center">
        <h1 tabIndex={-1} ref={heading}>{t("podium.wait")}</h1>
        <span class="dots" aria-hidden="true"><i /><i /><i /></span>
        <p class="muted">{t("podium.look")}</p>
      </div>
    );
  }
  return (
    <div class="center">
      <h1 tabIndex={-1} ref={heading}>{t("podium.title")}</h1>
      <Own view={view} own={own} />
      <TopThree view={view} own={own} />
    </div>
  );
}

/** Milliseconds until the screen has shown the first place. */
function wait(view: View, offset: number | null): number {
  return view.began + DRUMROLL - (localNow() + (offset ?? 0));
}

export function Ended({ view, own }: { view: View; own: OwnView | null }) {
  const heading = useFocusOn("ended");
  return (
    <div class="center">
      <h1 tabIndex={-1} ref={heading}>{t("ended.title")}</h1>
      <p class="muted">{view.ended === "host" ? t("ended.host") : view.ended === "idle" ? t("ended.idle") : t("ended.done")}</p>
      <Own view={view} own={own} />
      <TopThree view={view} own={own} />
      {view.next ? <p>{t("ended.next")}</p> : <Button kind="plain" onClick={leave}>{t("stopped.home")}</Button>}
    </div>
  );
}

/** The rank that counts at the end: the team's in a game of teams. */
function rankOf(view: View, own: OwnView | null): number {
  return (view.teams ? own?.team_rank : own?.rank) ?? 0;
}

function Own({ view, own }: { view: View; own: OwnView | null }) {
  const rank = rankOf(view, own);
  if (!own || !rank) return null;
  return (
    <div class="medal-card">
      <span class="medal" data-rank={rank <= 3 ? rank : undefined}>{rank}</span>
      <p class="medal-words">
        {view.teams ? <bdi>{own.team}</bdi> : t(rank === 1 ? "podium.first" : rank <= 3 ? "podium.top" : "rank.place", { rank, of: own.of })}
      </p>
      <Score own={own} />
    </div>
  );
}

function TopThree({ view, own }: { view: View; own: OwnView | null }) {
  const rows = (view.table ?? []).slice(0, 3);
  if (!rows.length) return null;
  const mine = (row: RowView): boolean => (view.teams ? row.name === own?.team : row.id === `s${own?.seat}`);
  return (
    <ol class="top-three">
      {rows.map((row) => (
        <li key={row.id} data-mine={mine(row) || undefined}>
          <span class="medal medal-small" data-rank={row.rank <= 3 ? row.rank : undefined}>{row.rank}</span>
          <span class="top-three-name"><bdi>{row.name}</bdi></span>
          <strong>{number(row.score)}</strong>
        </li>
      ))}
    </ol>
  );
}
