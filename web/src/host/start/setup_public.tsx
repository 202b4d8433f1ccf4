// Where the result of a game goes: leagues of this host, and public boards.
import { useEffect, useState } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { myLeagues, type League } from "../bank.ts";
import type { Setup } from "../setup_form.ts";
import { Field, Switch } from "../field.tsx";

interface Props {
  setup: Setup;
  change: (change: Partial<Setup>) => void;
}

/** Results is the part of the form that says who sees how a game ended. Without leagues it is one switch. */
export function Results({ setup, change }: Props) {
  const [leagues, setLeagues] = useState<readonly League[]>([]);
  useEffect(() => {
    myLeagues().then((list) => {
      setLeagues(list);
      // A league that is gone must not keep a game from being opened.
      change({ leagues: setup.leagues.filter((id) => list.some((league) => league.id === id)) });
    }).catch(() => change({ leagues: [] }));
  }, []);
  const choose = (id: string, on: boolean): void =>
    change({ leagues: on ? [...setup.leagues, id] : setup.leagues.filter((other) => other !== id) });
  return (
    <>
      <Switch title={t("host.setup.public")} hint={t("host.setup.public.hint")} on={setup.public} onChange={(on) => change({ public: on })} />
      {leagues.length ? (
        <>
          <fieldset class="field">
            <legend class="field-label">{t("host.setup.leagues")}</legend>
            {leagues.map((league) => (
              <Switch key={league.id} title={league.name} on={setup.leagues.includes(league.id)} onChange={(on) => choose(league.id, on)} />
            ))}
          </fieldset>
          <Words name="venue" label={t("host.setup.venue")} hint={t("host.setup.venue.hint")} value={setup.venue} onChange={(venue) => change({ venue })} />
          <Words name="division" label={t("host.setup.division")} hint={t("host.setup.division.hint")} value={setup.division} onChange={(division) => change({ division })} />
        </>
      ) : null}
    </>
  );
}

interface WordsProps {
  name: string;
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
}

function Words({ name, label, hint, value, onChange }: WordsProps) {
  return (
    <Field label={label} hint={hint}>
      {(id, about) => (
        <input id={id} name={name} class="input" maxLength={100} aria-describedby={about} value={value} onInput={(e) => onChange(e.currentTarget.value)} />
      )}
    </Field>
  );
}
