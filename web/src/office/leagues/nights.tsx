import { useState } from "preact/hooks";
import { Select } from "../../host/field.tsx";
import { moment, t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useAsked } from "../asked.ts";
import { Confirm, WithReason } from "../form_dialog.tsx";
import { Loaded, Panel, Tag } from "../panel.tsx";
import { changeLeague, tableOf, takeGame, type HeldNight, type League } from "./asks.ts";
import { AddGame } from "./add_game.tsx";
import { PlannedNights } from "./planned.tsx";

interface Props {
  league: League;
  onSaved: (league: League) => void;
  onAgain: () => void;
}

/** Nights are those that are planned, and those that were held. */
export function Nights({ league, onSaved, onAgain }: Props) {
  return (
    <div class="office">
      <PlannedNights key={league.version} league={league} onSaved={onSaved} onAgain={onAgain} />
      <Held league={league} />
    </div>
  );
}

type Going = { what: "void" | "restore" | "out"; night: HeldNight };

function Held({ league }: { league: League }) {
  const [season, setSeason] = useState("");
  const asked = useAsked(() => tableOf(league.id, season), [league.id, league.version, season]);
  const [going, setGoing] = useState<Going | null>(null);
  const [adding, setAdding] = useState(false);
  const leave = (): void => setGoing(null);
  const title = going ? going.night.title || dayIn(going.night, league) : "";
  const write = async (why: string): Promise<void> => {
    if (going) await changeLeague(league.id, { kind: going.what === "void" ? "void" : "restore", game: going.night.game, why });
    await asked.again();
  };
  return (
    <Panel title={t("office.held.title")} words={t("office.held.words")} deed={<Button onClick={() => setAdding(true)}>{t("office.held.add")}</Button>}>
      {league.seasons.length > 1 ? (
        <Select
          label={t("office.held.season")}
          value={season || (asked.value?.season.id ?? "")}
          options={league.seasons.map((one) => ({ value: one.id, title: one.name }))}
          onChange={setSeason}
        />
      ) : null}
      <Loaded asked={asked}>
        {({ nights }) => (
          <>
            {nights.length === 0 ? <p class="quiet">{t("office.held.none")}</p> : null}
            <ol class="rows">
              {[...nights].reverse().map((night) => <Row key={night.game} night={night} league={league} onGo={(what) => setGoing({ what, night })} />)}
            </ol>
          </>
        )}
      </Loaded>
      <WithReason
        title={t("office.held.void.title", { night: title })}
        words={t("office.held.void.words")}
        hint={t("office.reason.public")}
        yes={t("office.held.void")}
        open={going?.what === "void"}
        danger
        onYes={write}
        onClose={leave}
      />
      <WithReason
        title={t("office.held.restore.title", { night: title })}
        words=""
        hint={t("office.reason.public")}
        yes={t("office.held.restore")}
        open={going?.what === "restore"}
        onYes={write}
        onClose={leave}
      />
      <Confirm
        title={t("office.held.out.title", { night: title })}
        words={t("office.held.out.words")}
        yes={t("office.held.out")}
        open={going?.what === "out"}
        onYes={async () => {
          if (going) await takeGame(league.id, going.night.game);
          await asked.again();
        }}
        onClose={leave}
      />
      <AddGame league={league} known={asked.value?.nights ?? []} open={adding} onAdded={asked.again} onClose={() => setAdding(false)} />
    </Panel>
  );
}

function dayIn(night: HeldNight, league: League): string {
  return moment(night.at, { dateStyle: "full", timeZone: league.time_zone });
}

function Row({ night, league, onGo }: { night: HeldNight; league: League; onGo: (what: Going["what"]) => void }) {
  const day = dayIn(night, league);
  const name = night.title || day;
  const facts = [night.title ? day : "", night.venue ?? "", night.division ?? "", tn(league.of === "teams" ? "office.teams" : "office.players", night.players)];
  return (
    <li class="row-line" data-wide data-void={night.void ? "" : undefined}>
      <div class="row-words">
        <p class="row-title">
          <a href={`/host/results/${night.game}`}>{name}</a>
          {night.void ? <Tag kind="alert">{t("office.held.voided")}</Tag> : null}
        </p>
        <p class="row-facts">{facts.filter(Boolean).join(" · ")}</p>
        {night.change?.why ? <p class="row-facts">{t("office.history.reason", { reason: night.change.why })}</p> : null}
      </div>
      <div class="row-deeds">
        <Button
          kind="quiet"
          aria-label={t(night.void ? "office.held.restore.of" : "office.held.void.of", { night: name })}
          onClick={() => onGo(night.void ? "restore" : "void")}
        >
          {t(night.void ? "office.held.restore" : "office.held.void")}
        </Button>
        <Button kind="quiet" aria-label={t("office.held.out.of", { night: name })} onClick={() => onGo("out")}>{t("office.held.out")}</Button>
      </div>
    </li>
  );
}
