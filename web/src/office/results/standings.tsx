import { useEffect, useState } from "preact/hooks";
import { number, t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Panel, Tag } from "../panel.tsx";
import type { NewCorrection, Report, ReportPlayer, ReportTeam } from "./asks.ts";
import { PlayerDialog } from "./player.tsx";
import { signed } from "./points.ts";
import { TeamDialog } from "./team.tsx";

interface Props {
  id: string;
  found: Report;
  onMend: (what: NewCorrection) => Promise<void>;
  onForgotten: () => Promise<void>;
}

/** How many players are shown before one asks for all. */
const first = 30;

/** Standings is the table of the game, with what can be done about each player and team. */
export function Standings({ id, found, onMend, onForgotten }: Props) {
  const [seat, setSeat] = useState(0);
  const [team, setTeam] = useState("");
  const [all, setAll] = useState(false);
  useEffect(() => setSeat(Number(/^#player-(\d+)$/.exec(location.hash)?.[1] ?? 0)), []);
  const leave = (): void => {
    setSeat(0);
    setTeam("");
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  };
  const teams = found.teams ?? [];
  const players = all ? found.players : found.players.slice(0, first);
  return (
    <Panel title={t("office.table.title")} words={found.nameless ? t("office.table.nameless") : undefined}>
      {teams.length ? (
        <>
          <h3>{t("office.table.teams")}</h3>
          <ol class="standings">
            {teams.map((one) => (
              <Line key={one.key} of={one} facts={tn("office.players", one.size)} onChange={() => setTeam(one.key)} />
            ))}
          </ol>
          <h3>{t("office.table.players")}</h3>
        </>
      ) : null}
      {found.players.length === 0 ? <p class="quiet">{t("office.table.none")}</p> : null}
      <ol class="standings">
        {players.map((one) => (
          <Line
            key={one.seat}
            of={one}
            facts={[one.team, t("office.table.right", { right: one.right, of: one.questions })].filter(Boolean).join(" · ")}
            onChange={() => setSeat(one.seat)}
          />
        ))}
      </ol>
      {players.length < found.players.length ? (
        <Button class="office-more" onClick={() => setAll(true)}>{tn("office.table.all", found.players.length)}</Button>
      ) : null}
      <PlayerDialog
        id={id}
        player={found.players.find((one) => one.seat === seat)}
        nameless={found.nameless === true}
        onMend={onMend}
        onForgotten={onForgotten}
        onClose={leave}
      />
      <TeamDialog team={teams.find((one) => one.key === team)} onMend={onMend} onClose={leave} />
    </Panel>
  );
}

function Line({ of, facts, onChange }: { of: ReportPlayer | ReportTeam; facts: string; onChange: () => void }) {
  const adjusted = of.adjusted ?? 0;
  return (
    <li class="standing">
      <span class="standing-rank">{of.rank || "–"}</span>
      <div class="row-words">
        <p class="row-title">
          <bdi>{of.name || t("office.table.noname")}</bdi>
          {adjusted ? <Tag>{t("office.table.adjusted", { points: signed(number(Math.abs(adjusted)), adjusted < 0) })}</Tag> : null}
        </p>
        <p class="row-facts">{facts}</p>
      </div>
      <span class="standing-score">{number(of.score)}</span>
      <Button kind="quiet" aria-label={t("office.change.of", { name: of.name || t("office.table.noname") })} onClick={onChange}>
        {t("office.change")}
      </Button>
    </li>
  );
}
