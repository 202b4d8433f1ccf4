import type { View } from "../lib/protocol.ts";
import { t } from "../lib/i18n.ts";
import { Leaderboard } from "../ui/table.tsx";
import "./standings.css";

/** As many rows as can be read from the back of the room. */
const ROWS = 8;

/** Standings is the table between questions: the old order for a moment, then people move. */
export function Standings({ view }: { view: View }) {
  const rows = (view.table ?? []).slice(0, ROWS);
  const more = (view.table_size ?? rows.length) - rows.length;
  return (
    <div class="standings">
      <h1 class="standings-title">{t("screen.table.title")}</h1>
      <div class="standings-rows">
        <Leaderboard rows={rows} moving caption={t("screen.table.title")} />
      </div>
      {more > 0 ? <p class="standings-more">{t("screen.table.more", { count: more })}</p> : null}
    </div>
  );
}
