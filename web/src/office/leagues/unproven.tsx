import { useState } from "preact/hooks";
import { Select } from "../../host/field.tsx";
import { moment, t } from "../../lib/i18n.ts";
import { useAsked } from "../asked.ts";
import { tableOf, type Competitor, type League, type NewChange } from "./asks.ts";
import { Deed, others } from "./deeds.tsx";
import { nameOf } from "./names.ts";

interface Props {
  league: League;
  team: Competitor;
  all: readonly Competitor[];
  write: (change: NewChange) => Promise<void>;
}

/** nightsOf gives the nights in which somebody stands, over all seasons. */
async function nightsOf(league: League, key: string): Promise<{ game: string; title: string }[]> {
  const tables = await Promise.all(league.seasons.map((season) => tableOf(league.id, season.id)));
  return tables.flatMap((table) =>
    table.lines.flatMap((line) => line.results.filter((result) => result.key === key)).map((result) => ({
      game: result.game,
      title: [table.nights.find((night) => night.game === result.game)?.title ?? "", moment(result.at, { dateStyle: "medium", timeZone: league.time_zone })]
        .filter(Boolean).join(", "),
    })),
  );
}

/**
 * Unproven is for somebody who bore the name of a team with a link, but whose phone had not opened it. The host decides whether they
 * were that team: every time, or in one night.
 */
export function Unproven({ league, team, all, write }: Props) {
  const nights = useAsked(() => nightsOf(league, team.key), [team.key]);
  const choices = others(team, all);
  // The one that bears the same name is the likely one.
  const likely = choices.find((other) => other.claimed && other.name === team.name) ?? choices.find((other) => other.claimed) ?? choices[0];
  const [into, setInto] = useState(likely?.key ?? "");
  const [game, setGame] = useState("");
  const list = nights.value ?? [];
  const night = game || (list[0]?.game ?? "");
  if (choices.length === 0) return null;
  const target = <Select label={t("office.unproven.into")} value={into} options={choices.map((one) => ({ value: one.key, title: nameOf(one) }))} onChange={setInto} />;
  return (
    <>
      <p>{t("office.unproven.words")}</p>
      {list.length ? (
        <Deed
          title={t("office.unproven.assign")}
          words={t("office.unproven.assign.words")}
          yes={t("office.unproven.assign.yes")}
          open
          reason
          onYes={(why) => write({ kind: "assign", game: night, into, why }).then(nights.again)}
        >
          <Select label={t("office.unproven.night")} value={night} options={list.map((one) => ({ value: one.game, title: one.title }))} onChange={setGame} />
          {target}
        </Deed>
      ) : null}
      <Deed
        title={t("office.unproven.merge")}
        words={t("office.unproven.merge.words")}
        yes={t("office.team.merge.yes")}
        reason
        onYes={(why) => write({ kind: "merge", into, why })}
      >
        {target}
      </Deed>
    </>
  );
}
