// The parts of the form of a new game, in plain words.
import { number, t } from "../../lib/i18n.ts";
import type { Scoring, Settings } from "../../lib/protocol.ts";
import { Field, Options, Select, Switch } from "../field.tsx";
import { breaks, credits, penalties, teamNames, timeFactors } from "../setup_form.ts";

interface Props {
  settings: Settings;
  set: (change: Partial<Settings>) => void;
}

/** Players: who plays, under which names, and what their phones show. */
export function Players({ settings, set }: Props) {
  return (
    <>
      <Options
        label={t("host.setup.teams")}
        value={settings.teams ? "teams" : "solo"}
        options={(["solo", "teams"] as const).map((value) => ({
          value, title: t(`host.setup.teams.${value}`), hint: t(`host.setup.teams.${value}.hint`),
        }))}
        onChange={(value) => set({ teams: value === "teams" })}
      />
      {settings.teams ? (
        <Field label={t("host.setup.teamnames")} hint={t("host.setup.teamnames.hint")}>
          {(id, about) => (
            <textarea
              id={id}
              class="input"
              rows={4}
              aria-describedby={about}
              onInput={(e) => set({ team_names: teamNames(e.currentTarget.value) })}
            >
              {(settings.team_names ?? []).join("\n")}
            </textarea>
          )}
        </Field>
      ) : null}
      <Options
        label={t("host.setup.names")}
        value={settings.draw_names ? "drawn" : "typed"}
        options={(["typed", "drawn"] as const).map((value) => ({ value, title: t(`host.setup.names.${value}`) }))}
        onChange={(value) => set({ draw_names: value === "drawn" })}
      />
      {settings.draw_names ? null : (
        <Switch
          title={t("host.setup.filter")}
          hint={t("host.setup.filter.hint")}
          on={!settings.allow_any_name}
          onChange={(on) => set({ allow_any_name: !on })}
        />
      )}
      <Switch title={t("host.setup.late")} hint={t("host.setup.late.hint")} on={settings.late_join === true} onChange={(on) => set({ late_join: on })} />
      <Switch title={t("host.setup.text")} hint={t("host.setup.text.hint")} on={!settings.hide_text} onChange={(on) => set({ hide_text: !on })} />
    </>
  );
}

/** Points: what earns them and what costs them. */
export function Points({ settings, set }: Props) {
  return (
    <>
      <Options<Scoring>
        label={t("host.setup.scoring")}
        value={settings.scoring}
        options={(["speed", "accuracy", "rank"] as const).map((value) => ({
          value, title: t(`host.setup.scoring.${value}`), hint: t(`host.setup.scoring.${value}.hint`),
        }))}
        onChange={(scoring) => set({ scoring })}
      />
      <Switch title={t("host.setup.streak")} hint={t("host.setup.streak.hint")} on={settings.streak === true} onChange={(on) => set({ streak: on })} />
      <Select
        label={t("host.setup.penalty")}
        value={settings.penalty ?? 0}
        options={penalties.map((percent) => ({
          value: percent,
          title: percent === 0 ? t("host.setup.penalty.none") : t("host.setup.penalty.share", { percent }),
        }))}
        onChange={(value) => set({ penalty: Number(value) })}
      />
    </>
  );
}

/** Time: how long people have, or that nobody looks at a clock. */
export function Time({ settings, set }: Props) {
  const title = (percent: number): string => {
    if (percent === 100) return t("host.setup.factor.written");
    return percent < 100 ? t("host.setup.factor.shorter") : t("host.setup.factor.times", { factor: number(percent / 100) });
  };
  return (
    <>
      <Switch
        title={t("host.setup.clockoff")}
        hint={t("host.setup.clockoff.hint")}
        on={settings.clock_off === true}
        onChange={(on) => set({ clock_off: on })}
      />
      {settings.clock_off ? null : (
        <Select
          label={t("host.setup.factor")}
          value={settings.time_factor}
          options={timeFactors.map((percent) => ({ value: percent, title: title(percent) }))}
          onChange={(value) => set({ time_factor: Number(value) })}
        />
      )}
    </>
  );
}

/** Pace: who goes on, and what comes between questions. */
export function Pace({ settings, set }: Props) {
  return (
    <>
      <Options
        label={t("host.setup.auto")}
        value={settings.auto ? "on" : "off"}
        options={(["off", "on"] as const).map((value) => ({
          value, title: t(`host.setup.auto.${value}`), hint: t(`host.setup.auto.${value}.hint`),
        }))}
        onChange={(value) => set({ auto: value === "on" })}
      />
      <Options
        label={t("host.setup.table")}
        value={settings.table_after}
        options={(["question", "round", "end"] as const).map((value) => ({ value, title: t(`host.setup.table.${value}`) }))}
        onChange={(value) => set({ table_after: value })}
      />
      <Select
        label={t("host.setup.break")}
        value={(settings.break_after_round ?? 0) / 60_000}
        options={breaks.map((minutes) => ({
          value: minutes,
          title: minutes === 0 ? t("host.setup.break.none") : t("host.setup.break.minutes", { minutes }),
        }))}
        onChange={(value) => set({ break_after_round: Number(value) * 60_000 })}
      />
    </>
  );
}

/** More: what few people change. */
export function More({ settings, set }: Props) {
  return (
    <>
      <Options
        label={t("host.setup.credit")}
        value={String(settings.credit_max) as "150" | "500" | "800"}
        options={credits.map((ms) => ({
          value: `${ms}` as const, title: t(`host.setup.credit.${ms}`), hint: t("host.setup.credit.hint", { ms }),
        }))}
        onChange={(value) => set({ credit_max: Number(value) })}
      />
      <Field label={t("host.setup.seats")} hint={t("host.setup.seats.hint")}>
        {(id, about) => (
          <input
            id={id}
            class="input"
            type="number"
            min={1}
            max={20000}
            aria-describedby={about}
            value={settings.seat_max}
            onInput={(e) => set({ seat_max: Number(e.currentTarget.value) })}
          />
        )}
      </Field>
    </>
  );
}
