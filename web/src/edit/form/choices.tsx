import { t } from "../../lib/i18n.ts";
import { Switch } from "../../host/field.tsx";
import type { Choice } from "../pack.ts";
import { Beside, Text } from "./beside.tsx";
import type { PartProps } from "./props.ts";
import { Rows } from "./rows.tsx";

/** Choices of single, multi and poll questions, with the right ones ticked and why each is right or wrong. */
export function Choices({ q, places, set }: PartProps) {
  const choices = q.choices ?? [];
  const poll = q.kind === "poll";
  const tick = (place: number, on: boolean): void =>
    set({ choices: choices.map((c, i) => (q.kind === "single" ? { ...c, correct: i === place } : i === place ? { ...c, correct: on } : c)) });
  return (
    <fieldset class="form-part">
      <legend>{t("edit.choices")}</legend>
      <p class="field-hint">{t(poll ? "edit.choices.poll" : q.kind === "single" ? "edit.choices.single" : "edit.choices.multi")}</p>
      <Beside findings={places.get("choices")} />
      <Rows<Choice>
        name={t("edit.choice")} items={choices} least={2} most={10} add={t("edit.choices.add")} blank={{ text: "" }} ordered
        onChange={(next) => set({ choices: next }, `choices${next.length}`)}
      >
        {(choice, place, put) => (
          <>
            <div class="row-line">
              {poll ? null : (
                <label class="row-right">
                  <span class="sr-only">{t("edit.choice.right", { place: place + 1 })}</span>
                  <input
                    type={q.kind === "single" ? "radio" : "checkbox"} name={`right-${q.id}`} checked={choice.correct ?? false}
                    onChange={(e) => tick(place, e.currentTarget.checked)}
                  />
                </label>
              )}
              <Text
                label={t("edit.choice.of", { place: place + 1 })} hidden value={choice.text} placeholder={t("edit.choice.of", { place: place + 1 })}
                lang={q.language} findings={places.get(`choices.${place}`)} onInput={(text) => put({ ...choice, text })}
              />
            </div>
            {poll ? null : (
              <div class="row-why">
                <Text
                  label={t("edit.choice.why.of", { place: place + 1 })} hidden value={choice.why} placeholder={t("edit.choice.why")} lang={q.language}
                  onInput={(why) => put({ ...choice, why })}
                />
              </div>
            )}
          </>
        )}
      </Rows>
      <Switch title={t("edit.keep_order")} hint={t("edit.keep_order.hint")} on={q.keep_order ?? false} onChange={(on) => set({ keep_order: on || undefined })} />
      <Beside findings={places.get("keep_order")} />
    </fieldset>
  );
}
