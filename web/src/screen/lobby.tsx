import type { View } from "../lib/protocol.ts";
import { t, tn } from "../lib/i18n.ts";
import { shownAddress, spacedPin } from "./scene.ts";
import "./lobby.css";

/** Lobby shows how to join, large enough for the back row, and who is in. */
export function Lobby({ view, address }: { view: View; address: string }) {
  const shown = shownAddress(address);
  return (
    <div class="lobby">
      <div class="lobby-join">
        <h1 class="lobby-title">{view.title}</h1>
        <p class="lobby-step">
          {t("screen.join.at")}
          <strong class="lobby-address" data-long={shown.length > 22 ? "" : undefined}>{shown}</strong>
        </p>
        <p class="lobby-step">
          {t("screen.join.pin")}
          <strong class="lobby-pin">{spacedPin(view.pin)}</strong>
        </p>
      </div>
      <figure class="lobby-qr">
        <img src={`/qr/${view.pin}.svg`} alt={t("screen.join.scan")} width="500" height="500" />
        <figcaption>{view.locked ? t("screen.join.locked") : t("screen.join.scan")}</figcaption>
      </figure>
      <People view={view} />
    </div>
  );
}

function People({ view }: { view: View }) {
  const lobby = view.lobby;
  const count = lobby?.players ?? 0;
  if (count === 0) {
    return (
      <section class="lobby-people lobby-nobody">
        <p class="lobby-waiting">{t("screen.lobby.none")}</p>
      </section>
    );
  }
  return (
    <section class="lobby-people">
      <p class="lobby-count">
        <strong>{count}</strong>
        <span>{tn("screen.lobby", count)}</span>
      </p>
      {lobby?.teams?.length ? (
        <ul class="lobby-names">
          {lobby.teams.map((team) => (
            <li key={team.id} class="lobby-name lobby-team">
              {team.name}
              <span class="lobby-size">{team.size ?? 0}</span>
            </li>
          ))}
        </ul>
      ) : (
        <ul class="lobby-names">
          {(lobby?.newest ?? []).map((name) => (
            <li key={name} class="lobby-name" style={{ "--hue": `var(--tile-${hueOf(name)})` }}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** hueOf gives each name one of the six tile colours, always the same one. */
function hueOf(name: string): string {
  let sum = 0;
  for (const rune of name) sum = (sum * 31 + (rune.codePointAt(0) ?? 0)) % 6007;
  return "abcdef"[sum % 6] ?? "a";
}
