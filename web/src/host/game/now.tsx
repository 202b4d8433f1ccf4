import type { QuestionView, View } from "../../lib/protocol.ts";
import type { State } from "../../lib/store.ts";
import { number, seconds, t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Countdown } from "../../ui/countdown.tsx";
import { choiceText, Reveal } from "../../ui/reveal.tsx";
import { hueOf, letterOf, Shape } from "../../ui/shape.tsx";
import { Leaderboard } from "../../ui/table.tsx";
import { Words } from "../../ui/words.tsx";
import type { Console } from "./console.ts";
import { Judge } from "./judge.tsx";
import "../../ui/tiles.css";
import "./now.css";

interface Props {
  line: Console;
  view: View;
  state: State;
}

/** Now is what is on the screen at this moment, with what only the host may do about it. */
export function Now({ line, view, state }: Props) {
  const slide = view.phase === "ready" && view.question?.kind === "slide";
  return (
    <section class="panel now" aria-labelledby="now">
      <header class="now-head">
        <h2 id="now">{t(slide ? "host.game.phase.slide" : `host.game.phase.${view.phase}`)}</h2>
        {view.paused ? <span class="now-paused">{t("host.game.paused")}</span> : null}
        {view.question && !slide ? (
          <span class="now-number">{t("host.game.question", { number: view.question.number, of: view.question.of })}</span>
        ) : view.round && view.round.of > 1 ? (
          <span class="now-number">{t("host.game.round", { number: view.round.number, of: view.round.of })}</span>
        ) : null}
      </header>
      <Content line={line} view={view} state={state} />
    </section>
  );
}

function Content({ line, view, state }: Props) {
  const question = view.question;
  switch (view.phase) {
    case "round":
      return <p class="now-prompt">{view.round?.title ?? view.title}</p>;
    case "ready":
    case "open":
    case "closing":
      return question ? <Asking view={view} question={question} state={state} /> : null;
    case "reveal":
      return question ? <Revealed line={line} view={view} question={question} /> : null;
    case "break":
      return <Countdown view={view} offset={state.offset} />;
    case "table":
    case "podium":
      return <Leaderboard rows={view.table ?? []} />;
    default:
      return null;
  }
}

function Asking({ view, question, state }: { view: View; question: QuestionView; state: State }) {
  return (
    <>
      {view.phase === "closing" ? <p class="now-closing">{t("host.game.closing")}</p> : <Countdown view={view} offset={state.offset} />}
      {view.phase === "ready" ? null : <Answered state={state} showing={question.showing} />}
      <p class="now-prompt"><Words text={question.prompt || (view.host?.prompt ?? "")} lang={question.lang} /></p>
      {(question.media ?? []).map((medium) =>
        medium.type === "image" ? <img key={medium.url} class="now-picture" src={medium.url} alt={medium.alt} /> : null,
      )}
      <Choices question={question} />
    </>
  );
}

/** Choices are the tiles as a list, without the right one: the host's page is not told before the reveal either. */
function Choices({ question }: { question: QuestionView }) {
  const size = question.choices?.length ?? 0;
  if (size === 0) return null;
  const tiles = ["single", "multi", "truefalse", "poll"].includes(question.kind);
  return (
    <ul class="now-choices">
      {Array.from({ length: size }, (_, index) => (
        <li key={index} class={tiles ? `hue-${hueOf(index)}` : undefined}>
          {tiles ? <span class="now-mark"><Shape index={index} />{letterOf(index)}</span> : null}
          <Words text={choiceText(question, index)} lang={question.lang} />
        </li>
      ))}
    </ul>
  );
}

/** Answered says how many have answered, in words and as a bar. */
export function Answered({ state, showing }: { state: State; showing: number }) {
  const count = state.count?.showing === showing ? state.count : null;
  if (!count) return null;
  return (
    <div class="now-answered">
      <p>{t("host.game.answered", { answered: number(count.answered), of: number(count.of) })}</p>
      <span class="now-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${count.of > 0 ? Math.min(1, count.answered / count.of) : 0})` }} />
      </span>
    </div>
  );
}

function Revealed({ line, view, question }: { line: Console; view: View; question: QuestionView }) {
  const reveal = view.reveal;
  if (!reveal) return null;
  const typed = question.kind === "text" || question.kind === "number";
  return (
    <>
      <p class="now-prompt"><Words text={question.prompt ?? ""} lang={question.lang} /></p>
      {reveal.voided ? <p class="now-voided">{t("host.answers.voided")}</p> : null}
      {typed ? <Judge line={line} showing={question.showing} reveal={reveal} judging={question.kind === "text"} /> : <Reveal question={question} reveal={reveal} />}
      <p class="now-facts">
        {question.kind === "poll" ? (
          <span>{tn("host.answers.count", reveal.answered)}</span>
        ) : (
          <span>{t("host.answers.correct", { correct: number(reveal.correct), answered: number(reveal.answered) })}</span>
        )}
        {reveal.fastest && question.kind !== "poll" ? (
          <span>{t("host.correct.fastest", { name: reveal.fastest, seconds: seconds(reveal.fastest_ms ?? 0) })}</span>
        ) : null}
      </p>
      {reveal.summary ? <p class="now-summary"><Words text={reveal.summary} lang={question.lang} /></p> : null}
      {question.points > 0 ? (
        <Button class="now-void" onClick={() => void line.act("void", { showing: question.showing, on: !reveal.voided })}>
          {t(reveal.voided ? "host.answers.unvoid" : "host.answers.void")}
        </Button>
      ) : null}
    </>
  );
}
