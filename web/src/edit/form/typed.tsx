import { t } from "../../lib/i18n.ts";
import { Switch } from "../../host/field.tsx";
import type { Accepted, Rules } from "../pack.ts";
import { Beside, Text } from "./beside.tsx";
import type { PartProps } from "./props.ts";
import { Rows } from "./rows.tsx";

/** The rules by which a typed answer is compared, with what is lenient and what is strict. The lenient one is what holds if nothing is said. */
const rules: readonly { name: keyof Rules; strict: string }[] = [
  { name: "typos", strict: "none" }, { name: "case", strict: "exact" }, { name: "diacritics", strict: "exact" },
  { name: "punctuation", strict: "exact" }, { name: "articles", strict: "exact" }, { name: "numbers", strict: "exact" },
];

/** Typed is what counts as right of what people type, what does not, and how leniently both are compared. */
export function Typed({ q, places, set }: PartProps) {
  return (
    <fieldset class="form-part">
      <legend>{t("edit.accept")}</legend>
      <p class="field-hint">{t("edit.accept.hint")}</p>
      <Beside findings={places.get("accept")} />
      <Rows<Accepted>
        name={t("edit.accept.one")} items={q.accept ?? []} least={1} most={100} add={t("edit.accept.add")} blank={{ text: "" }} ordered
        onChange={(accept) => set({ accept }, `accept${accept.length}`)}
      >
        {(one, place, put) => (
          <div class="row-pair">
            <Text
              label={t("edit.accept.of", { place: place + 1 })} hidden value={one.text} placeholder={t("edit.accept.one")} lang={q.language}
              findings={places.get(`accept.${place}`)} onInput={(text) => put({ ...one, text })}
            />
            <span class="row-arrow" aria-hidden="true">·</span>
            <Text
              label={t("edit.accept.note", { place: place + 1 })} hidden value={one.note} placeholder={t("edit.accept.note.placeholder")} lang={q.language}
              onInput={(note) => put({ ...one, note })}
            />
          </div>
        )}
      </Rows>
      <h3>{t("edit.reject")}</h3>
      <p class="field-hint">{t("edit.reject.hint")}</p>
      <Beside findings={places.get("reject")} />
      <Rows<string>
        name={t("edit.reject.one")} items={q.reject ?? []} least={0} most={100} add={t("edit.reject.add")} blank=""
        onChange={(reject) => set({ reject }, `reject${reject.length}`)}
      >
        {(text, place, put) => (
          <Text label={t("edit.reject.of", { place: place + 1 })} hidden value={text} lang={q.language} findings={places.get(`reject.${place}`)} onInput={put} />
        )}
      </Rows>
      <details class="form-more">
        <summary>{t("edit.rules")}</summary>
        {rules.map(({ name, strict }) => (
          <Switch
            key={name} title={t(`edit.rules.${name}`)} hint={t(`edit.rules.${name}.hint`)} on={q.rules?.[name] !== strict}
            onChange={(on) => set({ rules: { ...q.rules, [name]: on ? undefined : strict } })}
          />
        ))}
      </details>
      <Beside findings={places.get("match")} />
    </fieldset>
  );
}
