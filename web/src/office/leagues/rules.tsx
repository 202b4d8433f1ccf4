import { Field, Options, Select } from "../../host/field.tsx";
import { TextField } from "../../host/text_field.tsx";
import { number, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import type { Rules, Tie } from "./asks.ts";
import { rulesWrong, ties, usualRules } from "./draft.ts";

interface Props {
  rules: Rules;
  /** The league has divisions, or venues, among which places may be counted. */
  divisions: boolean;
  venues: boolean;
  change: (rules: Rules) => void;
}

/** RulesForm is how a season is scored. */
export function RulesForm({ rules, divisions, venues, change }: Props) {
  const set = (what: Partial<Rules>): void => change({ ...rules, ...what });
  const wrong = rulesWrong(rules);
  return (
    <div class="fields">
      <Options
        label={t("office.rules.scoring")}
        value={rules.scoring}
        options={[
          { value: "place", title: t("office.rules.place"), hint: t("office.rules.place.hint") },
          { value: "score", title: t("office.rules.score"), hint: t("office.rules.score.hint") },
        ]}
        onChange={(scoring) => set({ scoring })}
      />
      {rules.scoring === "place" ? <Places rules={rules} wrong={wrong ? t(wrong) : ""} set={set} /> : null}
      {rules.scoring === "place" ? (
        <Options
          label={t("office.rules.sharing")}
          value={rules.sharing || "split"}
          options={[
            { value: "split", title: t("office.rules.split"), hint: t("office.rules.split.hint") },
            { value: "better", title: t("office.rules.better"), hint: t("office.rules.better.hint") },
          ]}
          onChange={(sharing) => set({ sharing })}
        />
      ) : null}
      {divisions || venues || rules.among ? (
        <Select
          label={t("office.rules.among")}
          value={rules.among ?? ""}
          options={[
            { value: "", title: t("office.rules.among.all") },
            ...(divisions ? [{ value: "division", title: t("office.rules.among.division") }] : []),
            ...(venues ? [{ value: "venue", title: t("office.rules.among.venue") }] : []),
          ]}
          onChange={(among) => set({ among: among as Rules["among"] & string })}
        />
      ) : null}
      <Counting rules={rules} set={set} />
      <Ties chosen={rules.ties ?? []} onChange={(order) => set({ ties: order })} />
    </div>
  );
}

interface PartProps {
  rules: Rules;
  set: (what: Partial<Rules>) => void;
}

/** Places is the points of the first place, the second and so on. */
function Places({ rules, wrong, set }: PartProps & { wrong: string }) {
  const table = rules.table?.length ? rules.table : usualRules().table ?? [];
  return (
    <fieldset class="field">
      <legend class="field-label">{t("office.rules.table")}</legend>
      <p class="field-hint">{t("office.rules.table.hint")}</p>
      <div class="places">
        {table.map((points, i) => (
          <label key={i} class="place">
            <span>{t("office.rules.nth", { place: number(i + 1) })}</span>
            <input
              class="input"
              inputMode="numeric"
              maxLength={5}
              value={Number.isNaN(points) ? "" : points}
              aria-invalid={wrong ? true : undefined}
              onInput={(e) => set({ table: table.map((old, at) => (at === i ? Number.parseInt(e.currentTarget.value, 10) : old)) })}
            />
          </label>
        ))}
      </div>
      <div class="deeds-row">
        <Button onClick={() => set({ table: [...table, 0] })}>{t("office.rules.more")}</Button>
        {table.length > 1 ? <Button kind="quiet" onClick={() => set({ table: table.slice(0, -1) })}>{t("office.rules.less")}</Button> : null}
      </div>
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
    </fieldset>
  );
}

/** Counting is which nights count, and how many somebody must have played. */
function Counting({ rules, set }: PartProps) {
  const way = rules.best ? "best" : rules.drop ? "drop" : "all";
  const whole = (typed: string, least: number): number => Math.max(least, Math.min(1000, Number.parseInt(typed, 10) || least));
  return (
    <>
      <Options
        label={t("office.rules.nights")}
        value={way}
        options={(["all", "best", "drop"] as const).map((value) => ({ value, title: t(`office.rules.nights.${value}`), hint: t(`office.rules.nights.${value}.hint`) }))}
        onChange={(value) => set({ best: value === "best" ? 8 : 0, drop: value === "drop" ? 2 : 0 })}
      />
      <div class="fields-two">
        {way === "all" ? null : (
          <TextField
            kind="number"
            label={t(way === "best" ? "office.rules.best" : "office.rules.drop")}
            value={String(way === "best" ? rules.best : rules.drop)}
            onInput={(typed) => set(way === "best" ? { best: whole(typed, 1) } : { drop: whole(typed, 1) })}
          />
        )}
        <TextField
          kind="number"
          label={t("office.rules.minimum")}
          hint={t("office.rules.minimum.hint")}
          value={String(rules.minimum ?? 0)}
          onInput={(typed) => set({ minimum: whole(typed, 0) })}
        />
      </div>
    </>
  );
}

/** Ties is what parts those with equal points, one rule after another. */
function Ties({ chosen, onChange }: { chosen: readonly Tie[]; onChange: (order: Tie[]) => void }) {
  const order = [...chosen, ...ties.filter((tie) => !chosen.includes(tie))];
  const up = (at: number): void => {
    const moved = [...chosen];
    const [tie] = moved.splice(at, 1);
    if (tie) moved.splice(at - 1, 0, tie);
    onChange(moved);
  };
  return (
    <Field label={t("office.rules.ties")} hint={t("office.rules.ties.hint")}>
      {(id, about) => (
        <ol class="ties" id={id} aria-describedby={about} aria-label={t("office.rules.ties")}>
          {order.map((tie, at) => {
            const on = chosen.includes(tie);
            const title = t(`office.rules.tie.${tie}`);
            return (
              <li key={tie} class="ties-row">
                <label class="tick">
                  <input
                    type="checkbox"
                    checked={on}
                    onChange={(e) => onChange(e.currentTarget.checked ? [...chosen, tie] : chosen.filter((other) => other !== tie))}
                  />
                  <span>{on ? `${number(at + 1)}. ` : ""}{title}</span>
                </label>
                {on && at > 0 ? (
                  <Button kind="quiet" aria-label={t("office.rules.earlier", { rule: title })} onClick={() => up(at)}><span aria-hidden="true">▲</span></Button>
                ) : null}
              </li>
            );
          })}
        </ol>
      )}
    </Field>
  );
}
