import type { Count, QuestionView, View } from "../lib/protocol.ts";
import { number, t } from "../lib/i18n.ts";
import { play } from "../lib/sound.ts";
import { Countdown } from "../ui/countdown.tsx";
import { Words } from "../ui/words.tsx";
import { Body } from "./body.tsx";
import { SceneMedia } from "./media.tsx";
import { fitPrompt } from "./scene.ts";
import "./question.css";

interface Props {
  view: View;
  question: QuestionView;
  offset: number | null;
  count: Count | null;
}

/** Question is the scene in which answers are taken. */
export function Question({ view, question, offset, count }: Props) {
  const prompt = question.prompt ?? "";
  const crowded = Boolean(question.media?.length) || question.kind === "match" || question.kind === "order";
  const pictures = question.media?.some((medium) => medium.type === "image") ?? false;
  return (
    <div class="ask" data-kind={question.kind} data-pictures={pictures ? "" : undefined}>
      <header class="ask-top">
        <p class="ask-number">{t("screen.question.number", { number: question.number, of: question.of })}</p>
        <p class="ask-hint">{hintOf(question)}</p>
        <Answered count={count} showing={question.showing} />
      </header>
      <Clock view={view} question={question} offset={offset} />
      <div class="ask-prompt">
        <h1 data-fit={fitPrompt(prompt, crowded)}>
          <Words text={prompt} lang={question.lang} />
        </h1>
        <SceneMedia media={question.media} sounding={view.phase === "open" && !view.paused} />
      </div>
      <Body question={question} />
    </div>
  );
}

/** hintOf says in a few words what to do or what it is worth. */
function hintOf(question: QuestionView): string {
  switch (question.kind) {
    case "multi":
      return t("screen.question.multi");
    case "poll":
      return t("screen.question.poll");
    case "number":
      return question.closest ? t("screen.question.closest") : t("screen.question.points", { points: question.points });
    default:
      return t("screen.question.points", { points: question.points });
  }
}

/** Answered counts the answers. No live region: it changes four times a second. */
function Answered({ count, showing }: { count: Count | null; showing: number }) {
  if (!count || count.showing !== showing) return <p class="ask-answered" />;
  return (
    <p class="ask-answered">
      <strong>{number(count.answered)}</strong>
      <span aria-hidden="true"> / {number(count.of)}</span> {t("screen.question.answeredlabel")}
    </p>
  );
}

function Clock({ view, question, offset }: { view: View; question: QuestionView; offset: number | null }) {
  if (view.phase === "closing") return <p class="ask-clock ask-over">{t("screen.question.closing")}</p>;
  if (!view.deadline && !view.left) {
    return <p class="ask-clock ask-free">{question.limit === 0 ? t("screen.question.noclock") : ""}</p>;
  }
  return (
    <div class="ask-clock">
      <Countdown view={view} offset={offset} speak onSecond={(left) => left > 0 && left <= 5 && play("tick")} />
    </div>
  );
}
