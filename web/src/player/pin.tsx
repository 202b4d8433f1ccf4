import { useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Mark } from "../ui/shape.tsx";
import { claims } from "./claims.ts";
import { cleanPIN, spacedPIN } from "./route.ts";
import { ask, asking, lastGame, pin } from "./seat.ts";
import { SettingsButton } from "./settings.tsx";
import "../ui/entry.css";
import "./door.css";

/** The first page: one field for the PIN. */
export function PINForm({ wrong }: { wrong?: "unknown" | "away" | undefined }) {
  const [typed, setTyped] = useState(pin.value);
  const last = lastGame();
  const clean = cleanPIN(typed);
  return (
    <main class="door">
      <div class="door-corner"><SettingsButton /></div>
      <header class="door-head">
        <Mark />
        <h1 class="door-brand">Trivium</h1>
        <p class="muted">{t("pin.welcome")}</p>
      </header>
      <form
        class="door-card"
        onSubmit={(e) => {
          e.preventDefault();
          if (clean) void ask(clean);
        }}
      >
        <label class="field" for="pin">
          <span class="field-label">{t("pin.label")}</span>
          <input
            id="pin"
            class="field-input field-pin"
            inputMode="numeric"
            autocomplete="off"
            enterkeyhint="go"
            maxLength={14}
            placeholder="000 000"
            required
            value={typed}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong ? "pin-wrong" : undefined}
            onInput={(e) => setTyped(e.currentTarget.value)}
          />
        </label>
        {wrong ? <p class="field-error" id="pin-wrong" role="alert">{t(wrong === "unknown" ? "pin.unknown" : "pin.away")}</p> : null}
        <Button kind="primary" large type="submit" busy={asking.value}>{t("pin.go")}</Button>
      </form>
      {last ? (
        <a class="button door-last" href={`/j/${last.pin}`}>{t("pin.last", { pin: spacedPIN(last.pin), name: last.name })}</a>
      ) : null}
      {claims().length ? <p class="door-foot muted"><a href="/t">{t("claim.yours")}</a></p> : null}
      <p class="door-foot muted"><a href="/host">{t("pin.host")}</a></p>
    </main>
  );
}
