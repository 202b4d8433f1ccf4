import { isKey, moment, number, t } from "../../lib/i18n.ts";
import { useAsked } from "../asked.ts";
import { Loaded, Panel } from "../panel.tsx";
import { signed } from "../results/points.ts";
import { historyOf, teamsOf, type Competitor, type League, type LeagueChange } from "./asks.ts";

/** LeagueHistory is what was decided in a league, by whom and why, the latest first. */
export function LeagueHistory({ league }: { league: League }) {
  const asked = useAsked(async () => {
    const [changes, teams] = await Promise.all([historyOf(league.id), teamsOf(league.id)]);
    return { changes, teams };
  }, [league.id]);
  return (
    <Panel title={t("office.tab.history")} words={t("office.lhistory.words")}>
      <Loaded asked={asked}>
        {({ changes, teams }) => (
          <>
            {changes.length === 0 ? <p class="quiet">{t("office.lhistory.none")}</p> : null}
            <ol class="history" reversed>
              {[...changes].reverse().map((one, i) => <Line key={changes.length - i} of={one} teams={teams} zone={league.time_zone} />)}
            </ol>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Line({ of, teams, zone }: { of: LeagueChange; teams: readonly Competitor[]; zone: string }) {
  const key = `office.lhistory.${of.kind}`;
  const words = isKey(key) ? t(key, valuesOf(of, teams)) : of.kind;
  return (
    <li class="history-line">
      <p class="history-what"><bdi>{words}</bdi></p>
      {of.why ? <p class="history-why">{t("office.history.reason", { reason: of.why })}</p> : null}
      <p class="history-when">
        {[moment(of.at, { dateStyle: "medium", timeStyle: "short", timeZone: zone }), of.who || t("office.lhistory.itself")].join(" · ")}
        {of.game ? <> · <a href={`/host/results/${of.game}`}>{t("office.lhistory.game")}</a></> : null}
      </p>
    </li>
  );
}

function valuesOf(one: LeagueChange, teams: readonly Competitor[]): Record<string, string> {
  const called = (key: string | undefined): string => teams.find((team) => team.key === key)?.name || key || "–";
  const points = one.points ?? 0;
  return {
    team: called(one.key), into: one.into ? called(one.into) : t("office.lhistory.itself.team"), name: one.name || called(one.key),
    place: [one.division, one.venue].filter(Boolean).join(", ") || "–", points: signed(number(Math.abs(points)), points < 0),
  };
}
