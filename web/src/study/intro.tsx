import { useState } from "preact/hooks";
import { Switch } from "../host/field.tsx";
import { t, tn } from "../lib/i18n.ts";
import { keysOn, setKeys, useFocusOn } from "../player/hooks.ts";
import { Button } from "../ui/button.tsx";
import type { Pack } from "./asks.ts";

/** Intro says what a pack is about and how study goes. */
export function Intro({ pack, onStart }: { pack: Pack; onStart: () => void }) {
  const heading = useFocusOn(pack.id);
  const [keys, choose] = useState(keysOn());
  return (
    <section class="study-card study-intro">
      <header class="study-title">
        <p class="over">
          {tn("study.questions", pack.questions)}
          {pack.topics ? ` · ${tn("study.topics", pack.topics)}` : ""}
        </p>
        <h1 tabIndex={-1} ref={heading} lang={pack.language}>{pack.title}</h1>
        {pack.description ? <p class="study-about" lang={pack.language}>{pack.description}</p> : null}
      </header>
      <ul class="study-how">
        <li>{t("study.how.pace")}</li>
        <li>{t("study.how.back")}</li>
        <li>{t("study.how.kept")}</li>
      </ul>
      <Button kind="primary" large onClick={onStart}>{t("study.begin")}</Button>
      <div class="study-keys">
        <Switch
          title={t("study.keys")}
          hint={t("study.keys.hint")}
          on={keys}
          onChange={(on) => {
            setKeys(on);
            choose(on);
          }}
        />
      </div>
    </section>
  );
}
