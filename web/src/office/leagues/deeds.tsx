import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { isSignedOut, wordsOf } from "../../host/problem.ts";
import { Select } from "../../host/field.tsx";
import { TextField } from "../../host/text_field.tsx";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useInside } from "../inside.ts";
import { pointsOf } from "../results/points.ts";
import type { Competitor, League, NewChange } from "./asks.ts";
import { nameOf } from "./names.ts";

type Write = (change: NewChange) => Promise<void>;

interface DeedProps {
  title: string;
  words?: string;
  yes: string;
  danger?: boolean;
  open?: boolean;
  /** It needs a reason, which everybody may read. */
  reason?: boolean;
  /** What keeps it from being done, in words. */
  check?: () => string;
  onYes: (why: string) => Promise<void>;
  children?: ComponentChildren;
}

/** Deed is one thing that can be done about a team, folded until somebody means to do it. */
export function Deed({ title, words, yes, danger, open, reason, check, onYes, children }: DeedProps) {
  const { onSignedOut } = useInside();
  const [why, setWhy] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    const missing = check?.() || (reason && !why.trim() ? t("office.reason.missing") : "");
    setWrong(missing);
    if (missing || busy) return;
    setBusy(true);
    try {
      await onYes(why.trim());
      setWhy("");
    } catch (problem) {
      if (isSignedOut(problem)) onSignedOut();
      setWrong(wordsOf(problem));
    }
    setBusy(false);
  };
  return (
    <details class="deed" open={open}>
      <summary>{title}</summary>
      <form onSubmit={submit} noValidate>
        {words ? <p class="quiet">{words}</p> : null}
        {children}
        {reason ? <TextField label={t("office.reason")} hint={t("office.reason.public")} value={why} onInput={setWhy} max={500} /> : null}
        {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
        <div class="deeds-row"><Button kind={danger ? "danger" : "plain"} type="submit" busy={busy}>{yes}</Button></div>
      </form>
    </details>
  );
}

export function RenameTeam({ team, write }: { team: Competitor; write: Write }) {
  const [name, setName] = useState(team.name);
  return (
    <Deed
      title={t("office.team.rename")}
      yes={t("office.team.rename.yes")}
      reason
      check={() => (name.trim() ? "" : t("office.teams.noname"))}
      onYes={(why) => write({ kind: "rename", name: name.trim(), why })}
    >
      <TextField label={t("office.teams.name")} value={name} onInput={setName} max={80} />
    </Deed>
  );
}

export function MoveTeam({ league, team, write }: { league: League; team: Competitor; write: Write }) {
  const [division, setDivision] = useState(team.division ?? "");
  const [venue, setVenue] = useState(team.venue ?? "");
  const choice = (label: string, value: string, all: readonly string[], onChange: (value: string) => void) =>
    all.length ? (
      <Select
        label={label}
        value={value}
        options={[{ value: "", title: t("office.team.nowhere") }, ...all.map((one) => ({ value: one, title: one }))]}
        onChange={onChange}
      />
    ) : null;
  return (
    <Deed title={t("office.team.move")} yes={t("office.team.move.yes")} onYes={() => write({ kind: "move", division, venue })}>
      {choice(t("office.groups.division"), division, league.divisions ?? [], setDivision)}
      {choice(t("office.groups.venue"), venue, league.venues ?? [], setVenue)}
    </Deed>
  );
}

/** AdjustTeam gives points in one season or takes them. */
export function AdjustTeam({ league, write }: { league: League; write: Write }) {
  const running = [...league.seasons].reverse().find((season) => Date.parse(season.from) <= Date.now()) ?? league.seasons[0];
  const [season, setSeason] = useState(running?.id ?? "");
  const [points, setPoints] = useState("");
  return (
    <Deed
      title={t("office.team.adjust")}
      yes={t("office.adjust.save")}
      reason
      check={() => (pointsOf(points) ? "" : t("office.adjust.delta.wrong"))}
      onYes={async (why) => {
        await write({ kind: "adjust", season, points: pointsOf(points), why });
        setPoints("");
      }}
    >
      {league.seasons.length > 1 ? (
        <Select
          label={t("office.held.season")}
          value={season}
          options={league.seasons.map((one) => ({ value: one.id, title: one.name }))}
          onChange={setSeason}
        />
      ) : null}
      <TextField label={t("office.adjust.delta")} value={points} onInput={setPoints} max={7} />
    </Deed>
  );
}

/** others are those with whom a team can be one: not itself, and nobody who is somebody else already. */
export const others = (team: Competitor, all: readonly Competitor[]): Competitor[] =>
  all.filter((other) => other.key !== team.key && !other.into && !other.unproven && !other.nameless);

export function MergeTeam({ team, all, write }: { team: Competitor; all: readonly Competitor[]; write: Write }) {
  const choices = others(team, all);
  const [into, setInto] = useState("");
  const chosen = into || (choices[0]?.key ?? "");
  if (choices.length === 0) return null;
  return (
    <Deed
      title={t("office.team.merge")}
      words={t("office.team.merge.words", { name: nameOf(team) })}
      yes={t("office.team.merge.yes")}
      reason
      onYes={(why) => write({ kind: "merge", into: chosen, why })}
    >
      <Select label={t("office.team.merge.into")} value={chosen} options={choices.map((one) => ({ value: one.key, title: nameOf(one) }))} onChange={setInto} />
    </Deed>
  );
}

export function HideTeam({ team, write }: { team: Competitor; write: Write }) {
  return team.hidden ? (
    <Deed title={t("office.team.show")} yes={t("office.team.show.yes")} reason onYes={(why) => write({ kind: "show", why })} />
  ) : (
    <Deed
      title={t("office.team.hide")}
      words={t("office.team.hide.words")}
      yes={t("office.team.hide.yes")}
      reason
      onYes={(why) => write({ kind: "hide", why })}
    />
  );
}
