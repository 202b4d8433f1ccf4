import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { unlock } from "../lib/sound.ts";
import { Button } from "../ui/button.tsx";
import { recall, remember } from "../lib/storage.ts";
import { claims, fitting, prefill } from "./claims.ts";
import { spacedPIN } from "./route.ts";
import { join, leave, pin, type Door } from "./seat.ts";
import { OnBoards, PlayAs } from "./wishes.tsx";
import "../ui/entry.css";
import "./door.css";

/** The second page: what the player is called, and in which team. */
export function NameForm({ door }: { door: Extract<Door, { step: "name" }> }) {
  const { room, problem } = door;
  const [name, setName] = useState(door.name);
  const [team, setTeam] = useState(door.team);
  const [boards, setBoards] = useState(recall("public") === "yes");
  const [as, setAs] = useState(true);
  const mine = fitting(room?.leagues, claims());
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!problem) return; // the first run may come after the first letters were typed
    setName(door.name);
    field.current?.select();
  }, [problem]);
  /** Fills in what goes with the team, or takes it back. */
  const playAs = (on: boolean): void => {
    setAs(on);
    const filled = room ? prefill(room, mine[0]) : {};
    if (filled.name !== undefined && on !== (name === filled.name)) setName(on ? filled.name : recall("name") ?? "");
    if (filled.team !== undefined && on !== (team === filled.team)) setTeam(on ? filled.team : "");
  };
  const ready = (room?.draw_names || name.trim() !== "") && (!room?.teams || team !== "");
  return (
    <main class="door">
      <header class="door-head">
        <p class="door-pin">{t("name.game", { pin: spacedPIN(pin.value) })}</p>
        <h1><bdi>{room?.title || "Trivium"}</bdi></h1>
      </header>
      <form
        class="door-card"
        onSubmit={(e) => {
          e.preventDefault();
          unlock();
          if (!ready) return;
          if (room?.boards) remember("public", boards ? "yes" : "no");
          join(name.trim(), team.trim(), { public: room?.boards === true && boards, claims: as ? mine.map((c) => c.secret) : [] });
        }}
      >
        {room?.draw_names ? <p>{t("name.drawn")}</p> : (
          <label class="field" for="name">
            <span class="field-label">{t("name.label")}</span>
            <input
              id="name"
              ref={field}
              class="field-input"
              autocomplete="nickname"
              autocapitalize="words"
              spellcheck={false}
              enterkeyhint="go"
              maxLength={40}
              required
              value={name}
              aria-invalid={problem && problem.code !== "team_bad" ? true : undefined}
              aria-describedby={problem ? "name-wrong" : undefined}
              onInput={(e) => setName(e.currentTarget.value)}
            />
          </label>
        )}
        {room?.teams ? <TeamField names={room.team_names ?? []} team={team} onTeam={setTeam} /> : null}
        <PlayAs claims={mine} leagues={room?.leagues ?? []} on={as} onChange={playAs} />
        {room?.boards ? <OnBoards on={boards} onChange={setBoards} /> : null}
        {problem ? (
          <p class="field-error" id="name-wrong" role="alert">
            {problem.code === "name_taken"
              ? t(problem.proposal ? "name.taken.try" : "name.taken", { proposal: problem.proposal ?? "" })
              : problem.words}
          </p>
        ) : null}
        {room?.locked ? <p class="field-error" role="alert">{t("name.locked")}</p> : null}
        <Button kind="primary" large type="submit" busy={door.joining ?? false}>{t("name.go")}</Button>
        <Button kind="quiet" onClick={leave}>{t("name.other")}</Button>
      </form>
    </main>
  );
}

/** One of the teams there are; or a field, where people make their own. */
function TeamField({ names, team, onTeam }: { names: readonly string[]; team: string; onTeam: (t: string) => void }) {
  if (!names.length) {
    return (
      <label class="field" for="team">
        <span class="field-label">{t("team.label")}</span>
        <input id="team" class="field-input" autocomplete="off" maxLength={40} required value={team} onInput={(e) => onTeam(e.currentTarget.value)} />
        <span class="field-hint">{t("team.hint")}</span>
      </label>
    );
  }
  return (
    <fieldset class="field">
      <legend class="field-label">{t("team.choose")}</legend>
      <div class="teams">
        {names.map((name) => (
          <label key={name} class="team">
            <input type="radio" name="team" required value={name} checked={team === name} onChange={() => onTeam(name)} />
            <bdi>{name}</bdi>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
