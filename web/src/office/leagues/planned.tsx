import { useState } from "preact/hooks";
import { Select } from "../../host/field.tsx";
import { TextField } from "../../host/text_field.tsx";
import { moment, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { FormDialog } from "../form_dialog.tsx";
import { Panel } from "../panel.tsx";
import type { League, PlannedNight } from "./asks.ts";
import { planned } from "./draft.ts";
import { Troubled, useSaving } from "./saving.tsx";
import { dayOf, localOf, momentOf, nextDay } from "./zone.ts";

interface Props {
  league: League;
  onSaved: (league: League) => void;
  onAgain: () => void;
}

/** PlannedNights are the nights to come; the public page counts down to the next one. */
export function PlannedNights({ league, onSaved, onAgain }: Props) {
  const saving = useSaving(league, onSaved);
  const nights = planned(league.nights ?? []);
  const [editing, setEditing] = useState<PlannedNight | null>(null);
  const zone = league.time_zone;
  const fresh = (): void => {
    const last = nights[nights.length - 1];
    // Quizzes come round weekly: a week after the last one, at the same time; the first one today in a week at eight.
    const day = last ? nextDay(dayOf(last.at, zone), 7) : nextDay(dayOf(new Date().toISOString(), zone), 7);
    const time = last ? localOf(last.at, zone).slice(11) : "20:00";
    setEditing({ id: "", at: momentOf(`${day}T${time}`, zone), title: "", venue: last?.venue ?? "", division: last?.division ?? "" });
  };
  const keep = async (night: PlannedNight): Promise<void> => {
    const others = nights.filter((one) => one !== editing && one.id !== night.id);
    await saving.save({ nights: planned([...others, night]) });
  };
  const remove = (night: PlannedNight): void => void saving.save({ nights: nights.filter((one) => one.id !== night.id) });
  return (
    <Panel title={t("office.planned.title")} words={t("office.planned.words", { zone })} deed={<Button onClick={fresh}>{t("office.planned.new")}</Button>}>
      <Troubled saving={saving} onAgain={onAgain} />
      {nights.length === 0 ? <p class="quiet">{t("office.planned.none")}</p> : null}
      <ol class="rows">
        {nights.map((night) => {
          const when = moment(night.at, { dateStyle: "full", timeStyle: "short", timeZone: zone });
          return (
            <li key={night.id} class="row-line" data-wide>
              <div class="row-words">
                <p class="row-title">{when}</p>
                <p class="row-facts">{[night.title, night.venue, night.division].filter(Boolean).join(" · ")}</p>
              </div>
              <div class="row-deeds">
                <Button kind="quiet" aria-label={t("office.change.of", { name: when })} onClick={() => setEditing(night)}>{t("office.change")}</Button>
                <Button kind="quiet" aria-label={t("office.planned.remove.of", { night: when })} onClick={() => remove(night)}>{t("office.planned.remove")}</Button>
              </div>
            </li>
          );
        })}
      </ol>
      {editing ? <NightDialog key={editing.id} night={editing} league={league} onKeep={keep} onClose={() => setEditing(null)} /> : null}
    </Panel>
  );
}

interface DialogProps {
  night: PlannedNight;
  league: League;
  onKeep: (night: PlannedNight) => Promise<void>;
  onClose: () => void;
}

function NightDialog({ night, league, onKeep, onClose }: DialogProps) {
  const zone = league.time_zone;
  const [local, setLocal] = useState(localOf(night.at, zone));
  const [title, setTitle] = useState(night.title ?? "");
  const [venue, setVenue] = useState(night.venue ?? "");
  const [division, setDivision] = useState(night.division ?? "");
  const choice = (label: string, value: string, all: readonly string[], onChange: (value: string) => void) =>
    all.length ? (
      <Select
        label={label}
        value={value}
        options={[{ value: "", title: t("office.planned.any") }, ...all.map((one) => ({ value: one, title: one }))]}
        onChange={onChange}
      />
    ) : null;
  return (
    <FormDialog
      title={t(night.id ? "office.planned.change" : "office.planned.new")}
      open
      yes={t("office.save")}
      check={() => (momentOf(local, zone) ? "" : t("office.planned.when.wrong"))}
      onYes={() => onKeep({ id: night.id, at: momentOf(local, zone), title: title.trim(), venue, division })}
      onClose={onClose}
    >
      <TextField kind="datetime-local" label={t("office.planned.when")} hint={t("office.planned.when.hint", { zone })} value={local} onInput={setLocal} />
      <TextField label={t("office.planned.name")} hint={t("office.planned.name.hint")} value={title} onInput={setTitle} max={80} />
      {choice(t("office.groups.venue"), venue, league.venues ?? [], setVenue)}
      {choice(t("office.groups.division"), division, league.divisions ?? [], setDivision)}
    </FormDialog>
  );
}
