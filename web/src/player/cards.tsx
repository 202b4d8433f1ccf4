// The phases in which a player only looks: lobby, title card, reading, slide, break.

import { useEffect } from "preact/hooks";
import { t, tn } from "../lib/i18n.ts";
import type { OwnView, QuestionView, View } from "../lib/protocol.ts";
import type { State } from "../lib/store.ts";
import { Countdown, useSecondsLeft } from "../ui/countdown.tsx";
import { announce } from "../ui/live.tsx";
import { Media, Prompt } from "../ui/question.tsx";
import { Shape } from "../ui/shape.tsx";
import { Words } from "../ui/words.tsx";
import { useFocusOn } from "./hooks.ts";
import { spacedPIN } from "./route.ts";

export function Lobby({ view, own }: { view: View; own: OwnView | null }) {
  const heading = useFocusOn("lobby");
  return (
    <div class="center lobby">
      <p class="lobby-shapes" aria-hidden="true">
        {[0, 1, 2, 3].map((i) => <span key={i} class={`lobby-shape shape-${i}`}><Shape index={i} /></span>)}
      </p>
      <h1 tabIndex={-1} ref={heading}>{t("lobby.in")}</h1>
      <p class="lobby-name"><bdi>{own?.name}</bdi></p>
      {own?.team ? <p class="lobby-team">{t("lobby.team")} <strong><bdi>{own.team}</bdi></strong></p> : null}
      <p class="muted">{t("lobby.wait")}</p>
      <p class="muted small"><bdi>{view.title}</bdi> · {spacedPIN(view.pin)}</p>
    </div>
  );
}

export function RoundCard({ view, state }: { view: View; state: State }) {
  const heading = useFocusOn(view.turn);
  const round = view.round;
  if (!round) return null;
  return (
    <div class="center round">
      {round.of > 1 ? <p class="round-over">{t("round.number", { number: round.number, of: round.of })}</p> : null}
      <h1 class="round-title" tabIndex={-1} ref={heading}><Words text={round.title || view.title} /></h1>
      {round.intro ? <p><Words text={round.intro} /></p> : null}
      <p class="round-size">{tn("round.size", round.size)}</p>
      <div class="bottom"><Countdown view={view} own={state.own} offset={state.offset} /></div>
    </div>
  );
}

/** The prompt alone: time to read. Pictures load now, so that they are there when the clock runs. */
export function Ready({ question, view, state }: { question: QuestionView; view: View; state: State }) {
  const heading = useFocusOn(question.showing);
  useEffect(() => announce(t("question.number", { number: question.number, of: question.of })), [question.showing]);
  return (
    <div class="reading">
      <p class="over">{t("question.number", { number: question.number, of: question.of })} · {hint(question)}</p>
      {view.paused ? <Paused /> : (
        <>
          <Prompt question={question} heading={heading} />
          <Media media={question.media} />
          <p class="reading-soon muted">{t("question.soon")}</p>
          <Countdown view={view} own={state.own} offset={state.offset} />
        </>
      )}
    </div>
  );
}

/** What a question asks for, in a word or two, beside what it is worth. */
export function hint(q: QuestionView): string {
  switch (q.kind) {
    case "multi": return t("hint.multi");
    case "text": return t("hint.text");
    case "number": return t(q.closest ? "hint.closest" : "hint.number");
    case "order": return t("hint.order");
    case "match": return t("hint.match");
    case "poll": return t("hint.poll");
    default: return tn("question.points", q.points);
  }
}

export function Slide({ question, view }: { question: QuestionView; view: View }) {
  const heading = useFocusOn(view.turn);
  return (
    <div class="center">
      <Prompt question={question} heading={heading} />
      <Media media={question.media} />
      {view.reveal?.summary ? <p><Words text={view.reveal.summary} lang={question.lang} /></p> : null}
    </div>
  );
}

export function BreakCard({ view, state }: { view: View; state: State }) {
  const heading = useFocusOn(view.turn);
  const left = useSecondsLeft(view, state.own, state.offset);
  return (
    <div class="center">
      <h1 tabIndex={-1} ref={heading}>{t("break.title")}</h1>
      {left === null ? <p class="muted">{t("break.soon")}</p> : (
        <>
          <p class="muted">{t("break.until")}</p>
          <p class="break-clock" role="timer">{Math.floor(left / 60)}:{String(left % 60).padStart(2, "0")}</p>
        </>
      )}
    </div>
  );
}

export function Paused() {
  return (
    <div class="center paused">
      <svg class="paused-mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4.5v15m10-15v15" stroke="currentColor" stroke-width="5" stroke-linecap="round" /></svg>
      <h1 tabIndex={-1}>{t("paused.title")}</h1>
      <p class="muted">{t("paused.words")}</p>
    </div>
  );
}
