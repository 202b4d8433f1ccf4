import type { View } from "../../lib/protocol.ts";
import type { State } from "../../lib/store.ts";
import { number, t, tn } from "../../lib/i18n.ts";
import { spacedPin } from "../../screen/scene.ts";
import { Mark } from "../../ui/shape.tsx";
import type { Open } from "./desk.tsx";
import "./top.css";

/** Top is the strip above: which game, how far it is, and how to put it on the projector. */
export function Top({ view, state, onOpen }: { view: View; state: State; onOpen: (open: Open) => void }) {
  const players = view.lobby?.players ?? state.count?.of ?? 0;
  const host = view.host;
  return (
    <header class="top">
      <a class="top-mark" href="/host" aria-label={t("host.nav.start")}><Mark /></a>
      <div class="top-words">
        <h1>{view.title || t("host.game.pin", { pin: spacedPin(view.pin) })}</h1>
        <p>
          <span>{t("host.game.pin", { pin: spacedPin(view.pin) })}</span>
          <span>{tn("host.game.players", players)}</span>
          {state.count ? <span>{t("host.game.connected", { connected: state.count.connected, of: players })}</span> : null}
          {view.locked ? <span>{t("host.game.locked")}</span> : null}
        </p>
      </div>
      <nav class="top-tools">
        <button type="button" class="button button-quiet top-keys" aria-keyshortcuts="?" onClick={() => onOpen("help")}>
          {t("host.game.keys")}
        </button>
        <a class="button" href={`/s/${view.pin}`} target={`screen-${view.pin}`} rel="noopener">{t("host.nav.screen")}</a>
      </nav>
      {host && host.steps > 0 && view.phase !== "lobby" ? (
        <div
          class="top-steps"
          role="progressbar"
          aria-label={t("host.game.step", { step: number(host.step), steps: number(host.steps) })}
          aria-valuemin={0}
          aria-valuemax={host.steps}
          aria-valuenow={host.step}
        >
          <span style={{ transform: `scaleX(${Math.min(1, host.step / host.steps)})` }} />
        </div>
      ) : null}
    </header>
  );
}
