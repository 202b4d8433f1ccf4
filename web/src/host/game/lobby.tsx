import { useEffect, useState } from "preact/hooks";
import type { View } from "../../lib/protocol.ts";
import { t } from "../../lib/i18n.ts";
import { shownAddress, spacedPin } from "../../screen/scene.ts";
import { Button } from "../../ui/button.tsx";
import { addresses, chooseAddress, type Addresses } from "../bank.ts";
import { Field, Select } from "../field.tsx";
import type { Console } from "./console.ts";
import "./lobby.css";

/** LobbyCard is what a host needs to let people in: PIN, address, QR, the screen, and players to rehearse with. */
export function LobbyCard({ line, view }: { line: Console; view: View }) {
  const [known, setKnown] = useState<Addresses>({ addresses: [], chosen: location.origin });
  const [drawn, redraw] = useState(0);
  useEffect(() => void addresses().then(setKnown, () => undefined), []);
  const choose = (chosen: string): void => {
    setKnown({ ...known, chosen });
    // The QR code holds the address, so it is fetched anew.
    chooseAddress(chosen).then(() => redraw((n) => n + 1), (problem: Error) => line.say(t("host.error", { words: problem.message })));
  };
  const list = known.addresses ?? [];
  return (
    <>
      <section class="panel door" aria-labelledby="door">
        <div class="door-words">
          <h2 id="door">{t("host.lobby.title")}</h2>
          <p class="door-at">
            {t("host.lobby.join")}
            <strong>{shownAddress(known.chosen)}</strong>
          </p>
          <p class="door-at">
            {t("host.lobby.pin")}
            <strong class="door-pin">{spacedPin(view.pin)}</strong>
          </p>
          <Copy text={`${known.chosen.replace(/\/$/, "")}/j/${view.pin}`} />
        </div>
        <img class="door-qr" src={`/qr/${view.pin}.svg${drawn ? `?n=${drawn}` : ""}`} alt={t("host.lobby.qr")} width="260" height="260" />
        {list.length > 1 ? (
          <div class="door-address">
            <Select
              label={t("host.lobby.address")}
              hint={t("host.lobby.address.hint")}
              value={known.chosen}
              options={list.map((address) => ({ value: address, title: shownAddress(address) }))}
              onChange={choose}
            />
          </div>
        ) : null}
      </section>
      <section class="panel door-more">
        <a class="button button-large" href={`/s/${view.pin}`} target={`screen-${view.pin}`} rel="noopener">{t("host.nav.screen")}</a>
        <p class="field-hint">{t("host.lobby.screen.hint")}</p>
        <Practice line={line} />
      </section>
    </>
  );
}

/** Copy puts the link into the clipboard, where the browser allows that (not on plain http). */
function Copy({ text }: { text: string }) {
  const [done, setDone] = useState(false);
  if (!navigator.clipboard) return null;
  const copy = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => setDone(true),
      () => undefined,
    );
  return <Button kind="quiet" class="door-copy" onClick={copy}>{t(done ? "host.lobby.copied" : "host.lobby.copy")}</Button>;
}

function Practice({ line }: { line: Console }) {
  const [count, setCount] = useState(8);
  return (
    <form
      class="door-practice"
      onSubmit={(e) => {
        e.preventDefault();
        void line.act("practice", { practice: count });
      }}
    >
      <Field label={t("host.lobby.practice")} hint={t("host.lobby.practice.hint")}>
        {(id, about) => (
          <div class="field-row">
            <input
              id={id}
              class="input"
              type="number"
              min={1}
              max={100}
              aria-describedby={about}
              value={count}
              onInput={(e) => setCount(Math.max(1, Math.min(100, Number(e.currentTarget.value) || 1)))}
            />
            <Button type="submit">{t("host.lobby.practice.add")}</Button>
          </div>
        )}
      </Field>
    </form>
  );
}
