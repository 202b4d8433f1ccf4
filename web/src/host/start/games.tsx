import { moment, t, tn } from "../../lib/i18n.ts";
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

/** How many finished games the start shows; the others are among the results. */
const latest = 5;

/** Finished lists the games that were played last, with their results. */
export function Finished({ games }: { games: readonly FinishedGame[] }) {
  return (
    <section aria-labelledby="finished">
      <h2 id="finished">{t("host.start.finished")}</h2>
      {games.length === 0 ? <p class="start-quiet">{t("host.start.nofinished")}</p> : null}
      <ul class="games">
        {games.slice(0, latest).map((game) => (
          <li key={game.id}>
            <a class="game" href={`/host/results/${game.id}`}>
              <span class="game-title">{game.title || game.id}</span>
              <span class="game-facts">{moment(game.ended)} · {tn("host.start.players", game.players)}</span>
              <span class="game-go">{t("host.start.result")}</span>
            </a>
          </li>
        ))}
      </ul>
      {games.length > latest ? <a class="start-all" href="/host/results">{t("host.start.all")}</a> : null}
    </section>
  );
}
