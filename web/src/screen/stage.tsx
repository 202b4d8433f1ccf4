import { useEffect, useRef } from "preact/hooks";
import type { View } from "../lib/protocol.ts";
import type { State } from "../lib/store.ts";
import type { Session } from "../lib/session.ts";
import { localNow } from "../lib/clock.ts";
import { t } from "../lib/i18n.ts";
import { GAME_OVER, VERSION } from "../lib/codes.ts";
import { reducedMotion } from "../lib/motion.ts";
import { play, unlock } from "../lib/sound.ts";
import { LineBanner } from "../ui/banner.tsx";
import { announce, Live } from "../ui/live.tsx";
import { address, resultURL } from "./address.ts";
import { Break, Cover, Ready, RoundCard, Slide } from "./cards.tsx";
import { cueOf, saidOf } from "./cues.ts";
import { Ended } from "./ended.tsx";
import { Foot } from "./foot.tsx";
import { Lobby } from "./lobby.tsx";
import { Podium } from "./podium.tsx";
import { Question } from "./question.tsx";
import { RevealScene } from "./reveal.tsx";
import { sceneKey, sceneOf } from "./scene.ts";
import { Standings } from "./standings.tsx";
import { toggleTheme, touched } from "./theme.ts";
import "./stage.css";

/** Stage is the whole screen: one scene, a foot that tells how to join, and covers over both. */
export function Stage({ session, pin }: { session: Session; pin: string }) {
  const state = session.state.value;
  useTouches();
  useCues(state.view);
  useNextRoom(state.view);
  const { view, stop } = state;
  if (stop && stop.code === VERSION) location.reload();
  if (stop && !(view && stop.code === GAME_OVER)) return <NoRoom />;
  return (
    <main class="stage" data-scene={view ? sceneOf(view) : "waiting"}>
      <LineBanner state={state} />
      <div class="stage-scene" hidden={view?.paused === true}>
        {view ? <Scene key={sceneKey(view)} view={view} state={state} /> : <p class="stage-waiting">{t("screen.connecting")}</p>}
      </div>
      {view?.paused ? <Cover /> : null}
      <Foot view={view} pin={pin} address={address.value} />
      <Live />
    </main>
  );
}

function Scene({ view, state }: { view: View; state: State }) {
  const offset = state.offset;
  switch (sceneOf(view)) {
    case "lobby":
      return <Lobby view={view} address={address.value} />;
    case "round":
      return <RoundCard view={view} />;
    case "ready":
      return view.question ? <Ready view={view} question={view.question} offset={offset} /> : null;
    case "slide":
      return view.question ? <Slide question={view.question} summary={view.reveal?.summary} /> : null;
    case "question":
      return view.question ? <Question view={view} question={view.question} offset={offset} count={state.count} /> : null;
    case "reveal":
      return view.question && view.reveal ? <RevealScene question={view.question} reveal={view.reveal} /> : null;
    case "table":
      return <Standings view={view} />;
    case "break":
      return <Break view={view} offset={offset} />;
    case "podium":
      return <Podium view={view} age={localNow() + (offset ?? 0) - view.began} calm={reducedMotion()} />;
    case "ended":
      return <Ended view={view} result={resultURL.value} />;
  }
}

function NoRoom() {
  return (
    <main class="stage">
      <div class="card">
        <h1 class="card-title">{t("screen.noroom.title")}</h1>
        <p class="card-words">{t("screen.noroom.words")}</p>
      </div>
    </main>
  );
}

/** useTouches waits for the first touch, which allows sound, and for the key D. */
function useTouches(): void {
  useEffect(() => {
    const touch = (): void => {
      unlock();
      touched.value = true;
    };
    const key = (e: KeyboardEvent): void => {
      touch();
      if (e.key.toLowerCase() === "d" && !e.ctrlKey && !e.metaKey && !e.altKey && !e.repeat) toggleTheme();
    };
    document.addEventListener("pointerdown", touch);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("pointerdown", touch);
      document.removeEventListener("keydown", key);
    };
  }, []);
}

/** useCues plays a sound at a turn of the game, and tells it to those who do not see it. */
function useCues(view: View | null): void {
  const before = useRef<View | null>(null);
  useEffect(() => {
    const cue = view ? cueOf(before.current, view) : undefined;
    before.current = view;
    if (cue) play(cue);
  }, [view]);
  useEffect(() => {
    const said = view ? saidOf(view) : "";
    if (said) announce(said);
  }, [view?.turn]);
}

/** useNextRoom follows the people who play again into their new room. */
function useNextRoom(view: View | null): void {
  const next = view?.next;
  useEffect(() => {
    if (!next) return;
    const timer = setTimeout(() => location.replace(`/s/${encodeURIComponent(next)}`), 3000);
    return () => clearTimeout(timer);
  }, [next]);
}
