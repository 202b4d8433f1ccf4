import { useEffect, useState } from "preact/hooks";
import { APIError } from "../../lib/api.ts";
import { GAME_OVER, NOT_SIGNED_IN, VERSION } from "../../lib/codes.ts";
import { t } from "../../lib/i18n.ts";
import { gameOf, type GameInfo } from "../bank.ts";
import { Shell } from "../shell.tsx";
import { openConsole, type Console } from "./console.ts";
import { Desk } from "./desk.tsx";
import { Ended } from "./ended.tsx";

interface Props {
  pin: string;
  onSignedOut: () => void;
}

/** GamePage finds the game of a PIN and opens the line to it. */
export function GamePage({ pin, onSignedOut }: Props) {
  const [line, setLine] = useState<Console | null>(null);
  const [gone, setGone] = useState(false);
  const [away, setAway] = useState(0);
  useEffect(() => {
    let open: Console | null = null;
    let left = false;
    gameOf(pin).then(
      (info: GameInfo) => {
        if (left) return;
        open = openConsole(info);
        setLine(open);
      },
      (problem: unknown) => {
        if (!(problem instanceof APIError) || problem.status === 0 || problem.status >= 500) {
          setTimeout(() => !left && setAway((n) => n + 1), 2000);
        } else if (problem.status === 401) onSignedOut();
        else setGone(true);
      },
    );
    return () => {
      left = true;
      open?.stop();
    };
  }, [pin, away]);
  if (gone) return <Gone />;
  if (!line) {
    return <Shell><p class="plain-page">{t(away > 0 ? "host.offline" : "line.connecting")}</p></Shell>;
  }
  return <Running line={line} onSignedOut={onSignedOut} />;
}

function Running({ line, onSignedOut }: { line: Console; onSignedOut: () => void }) {
  const state = line.session.state.value;
  const code = state.stop?.code;
  useEffect(() => {
    if (code === NOT_SIGNED_IN) onSignedOut();
    if (code === VERSION) location.reload();
  }, [code]);
  const view = state.view;
  if (code !== undefined && !(view && code === GAME_OVER)) return <Gone />;
  if (!view) return <Shell><p class="plain-page">{t("line.connecting")}</p></Shell>;
  if (view.phase === "ended") return <Ended line={line} view={view} />;
  return <Desk line={line} state={state} view={view} />;
}

function Gone() {
  return (
    <Shell>
      <div class="plain-page">
        <h1>{t("host.gone.title")}</h1>
        <p>{t("host.gone.words")}</p>
        <a class="button button-primary" href="/host">{t("host.ended.start")}</a>
      </div>
    </Shell>
  );
}
