import { useState } from "preact/hooks";
import { TextField } from "../../host/text_field.tsx";
import { number, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../panel.tsx";
import type { League, Rules, Season } from "./asks.ts";
import { opened, rulesWrong, seasonAfter, slugOf, tidy } from "./draft.ts";
import { RulesForm } from "./rules.tsx";
import { Troubled, useSaving } from "./saving.tsx";
import { dayOf, nextDay, startOf } from "./zone.ts";

interface Props {
  league: League;
  onSaved: (league: League) => void;
  onAgain: () => void;
}

/** Seasons are the stretches of a league, each with a table and rules of its own. */
export function Seasons({ league, onSaved, onAgain }: Props) {
  const [seasons, setSeasons] = useState<readonly Season[]>(league.seasons);
  const [said, setSaid] = useState("");
  const saving = useSaving(league, onSaved);
  const zone = league.time_zone;
  const submit = (e: Event): void => {
    e.preventDefault();
    const nameless = seasons.find((season) => !season.name.trim());
    const unsound = seasons.find((season) => rulesWrong(season.rules));
    if (nameless || unsound) {
      setSaid(t(nameless ? "office.season.noname" : "office.rules.look"));
      return;
    }
    setSaid("");
    void saving.save({ seasons: seasons.map((season) => ({ ...season, name: season.name.trim(), rules: tidy(season.rules) })) });
  };
  const add = (): void => {
    const today = dayOf(new Date().toISOString(), zone);
    setSeasons(opened(seasons, seasonAfter(seasons, today, zone)));
  };
  return (
    <form class="office" onSubmit={submit} noValidate>
      <Panel title={t("office.tab.seasons")} words={t("office.season.words", { zone })} deed={<Button onClick={add}>{t("office.season.new")}</Button>}>
        {seasons.map((season, i) => (
          <SeasonForm
            key={i}
            season={season}
            league={league}
            fresh={!league.seasons.some((known) => known.id === season.id)}
            change={(what) => setSeasons(seasons.map((one, at) => (at === i ? { ...one, ...what } : one)))}
            onRemove={seasons.length > 1 ? () => setSeasons(seasons.filter((_, at) => at !== i)) : undefined}
          />
        ))}
      </Panel>
      {said ? <p class="wrong" role="alert">{said}</p> : null}
      <Troubled saving={saving} onAgain={onAgain} />
      <div class="deeds-row"><Button kind="primary" type="submit" busy={saving.busy}>{t("office.season.save")}</Button></div>
    </form>
  );
}

interface SeasonProps {
  season: Season;
  league: League;
  fresh: boolean;
  change: (what: Partial<Season>) => void;
  onRemove: (() => void) | undefined;
}

function SeasonForm({ season, league, fresh, change, onRemove }: SeasonProps) {
  const zone = league.time_zone;
  const last = season.to ? nextDay(dayOf(season.to, zone), -1) : "";
  const rename = (name: string): void => change({ name, ...(fresh && slugOf(name) ? { id: slugOf(name) } : {}) });
  const end = (day: string): void => {
    const to = day ? startOf(nextDay(day), zone) : "";
    change({ to } as Partial<Season>);
  };
  return (
    <fieldset class="season" aria-label={season.name || t("office.season.new")}>
      <div class="fields-two">
        <TextField label={t("office.season.name")} hint={t("office.season.address", { address: `/l/${league.slug}/${season.id}` })} value={season.name} onInput={rename} max={80} />
        <TextField kind="date" label={t("office.season.from")} value={dayOf(season.from, zone)} onInput={(day) => day && change({ from: startOf(day, zone) })} />
        <TextField kind="date" label={t("office.season.to")} hint={t("office.season.to.hint")} value={last} onInput={end} />
      </div>
      <details class="season-rules">
        <summary>{t("office.season.rules")} <span>{inShort(season.rules)}</span></summary>
        <RulesForm
          rules={season.rules}
          divisions={(league.divisions ?? []).length > 0}
          venues={(league.venues ?? []).length > 0}
          change={(rules) => change({ rules })}
        />
      </details>
      {onRemove ? (
        <div class="deeds-row"><Button kind="quiet" onClick={onRemove}>{t("office.season.remove", { name: season.name || season.id })}</Button></div>
      ) : null}
    </fieldset>
  );
}

/** inShort says rules in a few words. */
function inShort(rules: Rules): string {
  const worth = rules.scoring === "place" ? (rules.table ?? []).slice(0, 8).map((points) => number(points || 0)).join(" / ") : t("office.rules.score");
  if (rules.best) return `${worth} · ${t("office.rules.short.best", { count: number(rules.best) })}`;
  return rules.drop ? `${worth} · ${t("office.rules.short.drop", { count: number(rules.drop) })}` : worth;
}
