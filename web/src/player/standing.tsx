import { number, t } from "../lib/i18n.ts";
import type { OwnView, View } from "../lib/protocol.ts";
import { useFocusOn } from "./hooks.ts";
import { RankLine } from "./result.tsx";
import "./result.css";

/** While the screen shows the table: one's own place in it. */
export function Standing({ view, own }: { view: View; own: OwnView | null }) {
  const heading = useFocusOn(view.turn);
  return (
    <div class="center">
      <h1 class="over" tabIndex={-1} ref={heading}>{t("standing.title")}</h1>
      {own ? <Score own={own} /> : null}
      {own && own.rank > 0 ? <RankLine own={own} was={own.result?.rank_was ?? 0} /> : null}
      {own?.team_rank ? (
        <p class="team-line">{t("standing.team", { team: own.team ?? "", rank: own.team_rank, score: own.team_score ?? 0 })}</p>
      ) : null}
    </div>
  );
}

export function Score({ own }: { own: OwnView }) {
  return (
    <p class="score">
      <strong>{number(own.score)}</strong>
      <span class="muted">{t("score")}</span>
    </p>
  );
}
