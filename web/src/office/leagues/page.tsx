import { useEffect, useState } from "preact/hooks";
import { t, type Key } from "../../lib/i18n.ts";
import { useAsked } from "../asked.ts";
import { Head, Loaded } from "../panel.tsx";
import { leagueOf, type League } from "./asks.ts";
import { LeagueHistory } from "./history.tsx";
import { Nights } from "./nights.tsx";
import { Overview } from "./overview.tsx";
import { Seasons } from "./seasons.tsx";
import { Settings } from "./settings.tsx";
import { Teams } from "./teams.tsx";
import "./leagues.css";

const tabs = ["overview", "teams", "nights", "seasons", "settings", "history"] as const;
type Tab = (typeof tabs)[number];

function tabHere(): Tab {
  const named = location.hash.slice(1);
  return (tabs as readonly string[]).includes(named) ? (named as Tab) : "overview";
}

/** LeaguePage is one league: where it is found, who competes, its nights, its seasons, its settings and its history. */
export function LeaguePage({ id }: { id: string }) {
  const asked = useAsked(() => leagueOf(id), [id]);
  const [tab, setTab] = useState<Tab>(tabHere);
  useEffect(() => {
    const moved = (): void => setTab(tabHere());
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);
  return (
    <div class="office">
      <Loaded asked={asked}>
        {(league) => (
          <>
            <Head title={league.name} words={league.about || undefined} back={{ href: "/host/leagues", title: t("office.league.back") }}>
              <a class="button" href={`/l/${league.slug}`}>{t("office.league.open")}</a>
            </Head>
            <nav class="tabs" aria-label={t("office.league.parts")}>
              {tabs.map((one) => (
                <a key={one} href={`#${one}`} aria-current={one === tab ? "page" : undefined}>{t(titleOf(one, league))}</a>
              ))}
            </nav>
            <Shown tab={tab} league={league} onSaved={asked.put} onAgain={() => void asked.again()} />
          </>
        )}
      </Loaded>
    </div>
  );
}

const titleOf = (tab: Tab, league: League): Key => (tab === "teams" && league.of === "players" ? "office.tab.players" : `office.tab.${tab}`);

interface ShownProps {
  tab: Tab;
  league: League;
  onSaved: (league: League) => void;
  onAgain: () => void;
}

function Shown({ tab, league, onSaved, onAgain }: ShownProps) {
  switch (tab) {
    case "overview":
      return <Overview league={league} />;
    case "teams":
      return <Teams league={league} />;
    case "nights":
      return <Nights league={league} onSaved={onSaved} onAgain={onAgain} />;
    case "seasons":
      return <Seasons key={league.version} league={league} onSaved={onSaved} onAgain={onAgain} />;
    case "settings":
      return <Settings key={league.version} league={league} onSaved={onSaved} onAgain={onAgain} />;
    case "history":
      return <LeagueHistory league={league} />;
  }
}
