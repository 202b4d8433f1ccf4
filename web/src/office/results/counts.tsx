import { useState } from "preact/hooks";
import { Select } from "../../host/field.tsx";
import { isSignedOut, wordsOf } from "../../host/problem.ts";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useAsked } from "../asked.ts";
import { useInside } from "../inside.ts";
import { addGame, allMyLeagues, tableOf, takeGame, type LeagueRef } from "../leagues/asks.ts";
import { Loaded, Panel } from "../panel.tsx";

/** countsIn tells whether a game counts in a league: whether it is among the nights of the season in which it ended. */
async function countsIn(league: LeagueRef, id: string, ended: string): Promise<boolean> {
  const now = await tableOf(league.id, "");
  const at = Date.parse(ended);
  const season = now.seasons.find((one) => Date.parse(one.from) <= at && (!one.to || at < Date.parse(one.to)));
  const table = season && season.id !== now.season.id ? await tableOf(league.id, season.id) : now;
  return table.nights.some((night) => night.game === id);
}

/** Counts says in which of a host's leagues a game counts, and puts it in or takes it out. */
export function Counts({ id, ended }: { id: string; ended: string }) {
  const { me, onSignedOut } = useInside();
  const asked = useAsked(async () => {
    if (me.guest) return [];
    const leagues = await allMyLeagues();
    return Promise.all(leagues.map(async (league) => ({ league, counts: await countsIn(league, id, ended) })));
  }, [id, ended]);
  const [chosen, setChosen] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  if (me.guest || asked.value?.length === 0) return null;
  const act = async (what: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await what();
      setWrong("");
      setChosen("");
      await asked.again();
    } catch (problem) {
      if (isSignedOut(problem)) onSignedOut();
      else setWrong(wordsOf(problem));
    }
    setBusy(false);
  };
  return (
    <Panel title={t("office.counts.title")}>
      {wrong ? <p class="wrong" role="alert">{wrong}</p> : null}
      <Loaded asked={asked}>
        {(list) => {
          const inside = list.filter((one) => one.counts);
          const others = list.filter((one) => !one.counts);
          return (
            <>
              {inside.length === 0 ? <p class="quiet">{t("office.counts.none")}</p> : null}
              <ul class="rows">
                {inside.map(({ league }) => (
                  <li key={league.id} class="row-line">
                    <p class="row-title"><a href={`/host/leagues/${league.id}`}>{league.name}</a></p>
                    <div class="row-deeds">
                      <Button
                        kind="quiet"
                        busy={busy}
                        aria-label={t("office.counts.out.of", { league: league.name })}
                        onClick={() => void act(() => takeGame(league.id, id))}
                      >
                        {t("office.counts.out")}
                      </Button>
                    </div>
                  </li>
                ))}
              </ul>
              {others.length ? (
                <form
                  class="office-search"
                  onSubmit={(e) => {
                    e.preventDefault();
                    const league = chosen || others[0]?.league.id;
                    if (league) void act(() => addGame(league, id));
                  }}
                >
                  <Select
                    label={t("office.counts.add")}
                    value={chosen || (others[0]?.league.id ?? "")}
                    options={others.map(({ league }) => ({ value: league.id, title: league.name }))}
                    onChange={setChosen}
                  />
                  <Button type="submit" busy={busy}>{t("office.counts.in")}</Button>
                </form>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
