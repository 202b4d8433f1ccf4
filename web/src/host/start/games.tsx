import { currentLanguage, t, tn } from "../../lib/i18n.ts";
import { spacedPin } from "../../screen/scene.ts";
import type { FinishedGame, LiveGame } from "../bank.ts";
import "./games.css";

/** Running lists the games that run now. Nothing if there is none. */
export function Running({ games }: { games: readonly LiveGame[] }) {
  if (games.length === 0) return null;
  return (
    <section aria-labelledby="running">
      <h2 id="running">{t("host.start.live")}</h2>
      <ul class="games">
        {games.map((game) => (
          <li key={game.pin}>
            <a class="game game-live" href={`/host/${game.pin}`}>
              <span class="game-title">{game.title || t("host.game.pin", { pin: spacedPin(game.pin) })}</span>
              <span class="game-facts">
                {t("host.game.pin", { pin: spacedPin(game.pin) })} · {t(`host.game.phase.${game.phase}`)} · {tn("host.start.players", game.players)}
              </span>
              <span class="game-go">{t("host.start.continue")}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Finished lists the games that were played, with their results. */
export function Finished({ games }: { games: readonly FinishedGame[] }) {
  return (
    <section aria-labelledby="finished">
      <h2 id="finished">{t("host.start.finished")}</h2>
      {games.length === 0 ? <p class="start-quiet">{t("host.start.nofinished")}</p> : null}
      <ul class="games">
        {games.map((game) => (
          <li key={game.id}>
            <a class="game" href={game.url}>
              <span class="game-title">{game.title || game.id}</span>
              <span class="game-facts">{day(game.ended)} · {tn("host.start.players", game.players)}</span>
              <span class="game-go">{t("host.start.result")}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function day(when: string | number): string {
  const date = new Date(when);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "medium", timeStyle: "short" }).format(date);
}
