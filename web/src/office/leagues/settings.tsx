import { useState } from "preact/hooks";
import { TextField } from "../../host/text_field.tsx";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../form_dialog.tsx";
import { Panel } from "../panel.tsx";
import { removeLeague, type Draft, type League } from "./asks.ts";
import { Basics, type BasicsWrong } from "./basics.tsx";
import { draftOf, linesOf } from "./draft.ts";
import { Gathering } from "./gather.tsx";
import { saidOf } from "./new.tsx";
import { Troubled, useSaving } from "./saving.tsx";

interface Props {
  league: League;
  onSaved: (league: League) => void;
  onAgain: () => void;
}

/** Settings is all that is said of a league beside its seasons and nights; and where it can be deleted. */
export function Settings({ league, onSaved, onAgain }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(league));
  const [divisions, setDivisions] = useState((league.divisions ?? []).join("\n"));
  const [venues, setVenues] = useState((league.venues ?? []).join("\n"));
  const [wrong, setWrong] = useState<BasicsWrong>({});
  const [going, setGoing] = useState(false);
  const saving = useSaving(league, onSaved);
  const change = (what: Partial<Draft>): void => setDraft((before) => ({ ...before, ...what }));
  const submit = (e: Event): void => {
    e.preventDefault();
    const found = saidOf(draft);
    setWrong(found);
    if (found.name || found.slug) return;
    void saving.save({ ...draft, name: draft.name.trim(), divisions: linesOf(divisions), venues: linesOf(venues) });
  };
  const said = { ...saving.wrong, ...wrong };
  return (
    <div class="office office-narrow">
      <form class="office" onSubmit={submit} noValidate>
        <Panel title={t("office.league.basics")}><div class="fields"><Basics draft={draft} wrong={said} change={change} /></div></Panel>
        <Panel title={t("office.gather.title")}><div class="fields"><Gathering draft={draft} owner={league.owner} change={change} /></div></Panel>
        <Panel title={t("office.groups.title")} words={t("office.groups.words")}>
          <div class="fields-two">
            <TextField label={t("office.groups.divisions")} hint={t("office.groups.hint")} value={divisions} onInput={setDivisions} lines={4} />
            <TextField label={t("office.groups.venues")} hint={t("office.groups.hint")} value={venues} onInput={setVenues} lines={4} />
          </div>
        </Panel>
        <Troubled saving={saving} onAgain={onAgain} />
        {said.name || said.slug || said.zone ? <p class="wrong" role="alert">{t("office.form.look")}</p> : null}
        <div class="deeds-row"><Button kind="primary" type="submit" busy={saving.busy}>{t("office.save")}</Button></div>
      </form>
      <Panel title={t("office.league.delete.title")} words={t("office.league.delete.words")}>
        <div class="deeds-row"><Button kind="danger" onClick={() => setGoing(true)}>{t("office.league.delete")}</Button></div>
      </Panel>
      <Confirm
        title={t("office.league.delete.sure", { name: league.name })}
        words={t("office.league.delete.goes")}
        yes={t("office.league.delete.yes")}
        open={going}
        onYes={async () => {
          await removeLeague(league.id);
          location.assign("/host/leagues");
        }}
        onClose={() => setGoing(false)}
      />
    </div>
  );
}
