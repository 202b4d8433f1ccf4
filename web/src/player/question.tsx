// A running question: what is asked, the time, and the way to answer its kind.

import { useEffect, useRef } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { play } from "../lib/sound.ts";
import type { QuestionView, View } from "../lib/protocol.ts";
import type { Session } from "../lib/session.ts";
import type { GivenAnswer, State } from "../lib/store.ts";
import { Countdown } from "../ui/countdown.tsx";
import { announce } from "../ui/live.tsx";
import { Media, Prompt } from "../ui/question.tsx";
import { Answer } from "./answers/answer.tsx";
import type { Draft } from "./answers/props.ts";
import { hint, Paused } from "./cards.tsx";
import { afterPaint, useFocusOn } from "./hooks.ts";
import { Locked } from "./locked.tsx";
import { refusal } from "./refusal.ts";
import { Stopwatch } from "./stopwatch.ts";

interface Props {
  session: Session;
  state: State;
  view: View;
  question: QuestionView;
}

/** One stopwatch for the page: a question that is shown again after a reconnect goes on counting. */
const stopwatch = new Stopwatch();

export function Question({ session, state, view, question }: Props) {
  // While the game is paused the server takes the words away; what was begun stays mounted, out of sight.
  const full = useRef(question);
  if (!view.paused) full.current = question;
  const shown = full.current;
  const heading = useFocusOn(question.showing);
  useTiming(question.showing, view.paused ?? false);
  const answer = state.answer;
  useWords(answer);

  const plays = state.own?.plays !== false;
  const give = (draft: Draft): void => {
    if (view.phase !== "open" || view.paused || !plays) return;
    if (answer && answer.status !== "refused") return;
    const m = stopwatch.read(question.showing, performance.now());
    session.answer({ showing: question.showing, ...draft, ...(m === undefined ? {} : { m }) });
  };
  return (
    <div class="asked">
      <div class="asked-head">
        <p class="over">{t("question.short", { number: question.number, of: question.of })} · {hint(question)}</p>
        <Countdown view={view} own={state.own} offset={state.offset} speak={!answer} onSecond={(left) => left <= 3 && left > 0 && play("tick")} />
      </div>
      {view.paused ? <Paused /> : null}
      <div class="asked-body" hidden={view.paused ?? false}>
        <Prompt question={shown} id="prompt" heading={heading} />
        <Media media={shown.media} />
        {plays ? (
          <Answer question={shown} answer={answer} open={view.phase === "open"} onAnswer={give} />
        ) : (
          <p class="aside">{t("question.next")}</p>
        )}
        <Locked answer={answer} question={shown} closing={view.phase === "closing"} plays={plays} />
      </div>
    </div>
  );
}

/** Starts the stopwatch at the first paint and stops it while the game is paused. */
function useTiming(showing: number, paused: boolean): void {
  useEffect(() => {
    if (paused) {
      stopwatch.pause(performance.now());
      return;
    }
    return afterPaint(() => {
      stopwatch.resume(performance.now());
      stopwatch.start(showing, performance.now());
    });
  }, [showing, paused]);
}

/** Says what became of the answer. */
function useWords(answer: GivenAnswer | null): void {
  const status = answer?.status;
  useEffect(() => {
    if (status === "locked") {
      announce(t("locked.spoken"));
      play("lock");
      buzz();
    }
    if (status === "refused") announce(refusal(answer));
  }, [status]);
}

/** A short buzz, once this page was tapped: after a reload with an answer that is locked in, a browser would refuse it and complain. */
function buzz(): void {
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(30);
}
