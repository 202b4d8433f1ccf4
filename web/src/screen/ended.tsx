import type { View } from "../lib/protocol.ts";
import { t } from "../lib/i18n.ts";
import { Leaderboard } from "../ui/table.tsx";
import { shownAddress, spacedPin } from "./scene.ts";
import "./standings.css";

/** Ended thanks everybody, and says where the result is to whom may read it. */
export function Ended({ view, result }: { view: View; result: string }) {
  const first = view.table?.[0];
  const url = result ? new URL(result, location.origin).href : "";
  return (
    <div class="ended">
      <div class="ended-words">
        <h1 class="ended-title">{t("screen.ended.title")}</h1>
        {first ? <p class="ended-winner">{t("screen.ended.winner", { name: first.name })}</p> : null}
        {view.next ? <p class="ended-again">{t("screen.ended.again", { pin: spacedPin(view.next) })}</p> : null}
        {url && !view.next ? (
          <p class="ended-result">
            <img src={`/qr.svg?text=${encodeURIComponent(url)}`} alt="" width="220" height="220" />
            <span>
              {t("screen.ended.result")}
              <a href={url}>{shownAddress(url)}</a>
            </span>
          </p>
        ) : null}
      </div>
      <div class="standings-rows ended-table">
        <Leaderboard rows={(view.table ?? []).slice(0, 8).map((row) => ({ ...row, gained: 0, was: 0 }))} caption={t("screen.table.title")} />
      </div>
    </div>
  );
}
