import { moment, t } from "../../lib/i18n.ts";
import { useInside } from "../inside.ts";
import { Head, Loaded } from "../panel.tsx";
import { More, usePages } from "../pages.tsx";
import { myLeagues, type LeagueRef } from "./asks.ts";
import "../../host/start/games.css";

/** LeaguesPage lists a host's leagues. */
export function LeaguesPage() {
  const { me } = useInside();
  const pages = usePages(async (cursor) => {
    const page = await myLeagues(cursor);
    return { list: page.leagues, next: page.next };
  }, []);
  if (me.guest) return <div class="office"><Head title={t("office.leagues.title")} words={t("office.leagues.guest")} /></div>;
  return (
    <div class="office">
      <Head title={t("office.leagues.title")} words={t("office.leagues.words")}>
        <a class="button button-primary" href="/host/leagues/new">{t("office.leagues.new")}</a>
      </Head>
      <Loaded asked={pages}>
        {(list) => (
          <>
            {list.length === 0 ? <p class="quiet">{t("office.leagues.none")}</p> : null}
            <ul class="games">{list.map((league) => <Item key={league.id} league={league} />)}</ul>
            <More pages={pages} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Item({ league }: { league: LeagueRef }) {
  const next = league.next_night;
  const facts = [
    league.url,
    next ? t("office.league.next", { when: moment(next.at, { dateStyle: "full", timeStyle: "short", timeZone: league.time_zone }) }) : "",
  ];
  return (
    <li>
      <a class="game" href={`/host/leagues/${league.id}`}>
        <span class="game-title">{league.name}</span>
        <span class="game-facts">{facts.filter(Boolean).join(" · ")}</span>
        <span class="game-go" aria-hidden="true">{t("office.leagues.open")}</span>
      </a>
    </li>
  );
}
