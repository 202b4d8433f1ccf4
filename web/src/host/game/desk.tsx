import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { View } from "../../lib/protocol.ts";
import type { State } from "../../lib/store.ts";
import { t } from "../../lib/i18n.ts";
import { LineBanner } from "../../ui/banner.tsx";
import { announce } from "../../ui/live.tsx";
import { actionOf, typesInto, type KeyAction } from "../keys.ts";
import type { Console } from "./console.ts";
import { Controls } from "./controls.tsx";
import { Insert } from "./insert.tsx";
import { keysOn, KeysDialog } from "./keys_dialog.tsx";
import { LobbyCard } from "./lobby.tsx";
import { Next } from "./next.tsx";
import { NoticeLine } from "./notice.tsx";
import { Now } from "./now.tsx";
import { AnswersPanel, CorrectPanel, RankingPanel } from "./panels.tsx";
import { People } from "./people.tsx";
import { Top } from "./top.tsx";
import "./desk.css";

/** Open names the dialog that is open. */
export type Open = "" | "answers" | "correct" | "ranking" | "help" | "insert" | "end";

/** Desk is a running game as the host holds it: what the screen shows, the one big button, and all that may be needed. */
export function Desk({ line, state, view }: { line: Console; state: State; view: View }) {
  const [open, setOpen] = useState<Open>("");
  const act = (action: KeyAction): void => {
    switch (action) {
      case "next":
        return goOn(line, view);
      case "pause":
        return void line.act(view.paused ? "resume" : "pause");
      case "more":
        return void line.act("addtime", { millis: 10_000 });
      case "lock":
        return void line.act(view.locked ? "unlock" : "lock");
      default:
        return setOpen((before) => (before === action ? "" : action));
    }
  };
  useKeys(act, open === "insert" || open === "end");
  useFreeFocus();
  useEffect(() => {
    if (view.phase !== "lobby") announce(t(`host.game.phase.${view.phase}`));
  }, [view.turn]);
  // A dialog tells a moment later that it closed; by then another may be open.
  const shut = (which: Open) => (): void => setOpen((before) => (before === which ? "" : before));
  return (
    <div class="desk" data-phase={view.phase}>
      <LineBanner state={state} />
      <Top view={view} state={state} onOpen={setOpen} />
      <main class="desk-main">
        <div class="desk-show">
          {view.phase === "lobby" ? <LobbyCard line={line} view={view} /> : <Now line={line} view={view} state={state} />}
        </div>
        <div class="desk-side">
          <section class="desk-next" aria-label={t("host.game.upcoming")}>
            <Next view={view} offset={state.offset} keys={keysOn.value} onNext={() => goOn(line, view)} />
            <NoticeLine notice={line.notice.value} />
            {view.host?.upcoming ? (
              <p class="desk-upcoming">
                <strong>{t("host.game.upcoming")}</strong> <bdi>{view.host.upcoming}</bdi>
              </p>
            ) : null}
          </section>
          <Controls line={line} view={view} open={open} onOpen={setOpen} />
        </div>
        <People line={line} state={state} view={view} />
      </main>
      <AnswersPanel line={line} view={view} open={open === "answers"} onClose={shut("answers")} />
      <CorrectPanel view={view} open={open === "correct"} onClose={shut("correct")} />
      <RankingPanel line={line} state={state} view={view} open={open === "ranking"} onClose={shut("ranking")} />
      <Insert line={line} open={open === "insert"} onClose={shut("insert")} />
      <KeysDialog open={open === "help"} onClose={shut("help")} />
    </div>
  );
}

function goOn(line: Console, view: View): void {
  void line.act(view.paused ? "resume" : "next");
}

/** useKeys listens for the single keys, unless they are switched off or somebody types. */
function useKeys(act: (action: KeyAction) => void, deaf: boolean): void {
  // In the layout phase: a key means what the page shows at that moment, not what it showed before.
  useLayoutEffect(() => {
    const press = (e: KeyboardEvent): void => {
      const action = actionOf(e);
      if (!action || deaf || !keysOn.value || typesInto(e.target as HTMLElement, e.key)) return;
      // A dialog is open: only the keys that open and close panels may act behind it.
      const modal = document.querySelector("dialog[open]") !== null;
      if (modal && !["answers", "correct", "ranking", "help"].includes(action)) return;
      e.preventDefault();
      act(action);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
}

/** useFreeFocus lets go of a button that was clicked with a mouse, so that the space bar means "next" again. */
function useFreeFocus(): void {
  useEffect(() => {
    const clicked = (e: MouseEvent): void => {
      const target = (e.target as Element | null)?.closest<HTMLElement>("button, [role=switch], summary");
      if (e.detail > 0 && target && !target.closest("dialog")) target.blur();
    };
    document.addEventListener("click", clicked);
    return () => document.removeEventListener("click", clicked);
  }, []);
}
