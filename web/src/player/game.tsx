import { useEffect } from "preact/hooks";
import { number, t } from "../lib/i18n.ts";
import type { OwnView, View } from "../lib/protocol.ts";
import type { Session } from "../lib/session.ts";
import type { State } from "../lib/store.ts";
import { keepAwake } from "../lib/wake.ts";
import { BreakCard, Lobby, Ready, RoundCard, Slide } from "./cards.tsx";
import { Ended, Podium } from "./podium.tsx";
import { Question } from "./question.tsx";
import { Result } from "./result.tsx";
import { follow } from "./seat.ts";
import { SettingsButton } from "./settings.tsx";
import { Standing } from "./standing.tsx";
import "./game.css";

interface Props {
  session: Session;
  state: State;
  view: View;
}

/** Everything inside a room: who one is at the top, and what goes on below. */
export function Game({ session, state, view }: Props) {
  const { own } = state;
  useEffect(() => {
    keepAwake(view.phase !== "ended");
    return () => keepAwake(false);
  }, [view.phase === "ended"]);
  useEffect(() => {
    if (!view.next) return;
    // A hall of phones that goes on in another room does not knock all at once.
    const next = view.next;
    const timer = setTimeout(() => follow(next), Math.random() * 1000);
    return () => clearTimeout(timer);
  }, [view.next]);
  return (
    <>
      <Top own={own} view={view} />
      <main class="stage" data-phase={view.phase}>
        <Phase session={session} state={state} view={view} />
      </main>
    </>
  );
}

function Top({ own, view }: { own: OwnView | null; view: View }) {
  const name = own?.name ?? "";
  return (
    <header class="top">
      <span class="top-name">
        <bdi>{name}</bdi>
        {own?.team ? <small class="muted"><bdi>{own.team}</bdi></small> : null}
      </span>
      {own && view.phase !== "lobby" ? (
        <span class="top-score"><span class="sr-only">{t("score")} </span>{number(own.score)}</span>
      ) : null}
      <SettingsButton />
    </header>
  );
}

function Phase({ session, state, view }: Props) {
  const { own } = state;
  const question = view.question;
  switch (view.phase) {
    case "lobby":
      return <Lobby view={view} own={own} />;
    case "round":
      return <RoundCard view={view} state={state} />;
    case "ready":
      if (!question) return null;
      return question.kind === "slide"
        ? <Slide question={question} view={view} />
        : <Ready question={question} view={view} state={state} />;
    case "open":
    case "closing":
      return question ? <Question key={question.showing} session={session} state={state} view={view} question={question} /> : null;
    case "reveal":
      if (!question || !view.reveal) return null;
      return question.kind === "slide"
        ? <Slide question={question} view={view} />
        : <Result key={question.showing} view={view} question={question} reveal={view.reveal} state={state} />;
    case "table":
      return <Standing view={view} own={own} />;
    case "break":
      return <BreakCard view={view} state={state} />;
    case "podium":
      return <Podium view={view} own={own} offset={state.offset} />;
    case "ended":
      return <Ended view={view} own={own} />;
  }
}
