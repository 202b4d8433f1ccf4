// The scenes that are a few large words: title card, prompt alone, break, the end.
import { useMemo } from "preact/hooks";
import type { QuestionView, View } from "../lib/protocol.ts";
import { localNow, remaining } from "../lib/clock.ts";
import { t, tn } from "../lib/i18n.ts";
import { useSecondsLeft } from "../ui/countdown.tsx";
import { Words } from "../ui/words.tsx";
import { fitPrompt } from "./scene.ts";
import "./cards.css";

/** RoundCard opens a round. */
export function RoundCard({ view }: { view: View }) {
  const round = view.round;
  if (!round) return null;
  return (
    <div class="card card-round">
      {round.of > 1 ? <p class="card-over">{t("screen.round.number", { number: round.number, of: round.of })}</p> : null}
      <h1 class="card-title">{round.title ?? view.title}</h1>
      {round.intro ? <p class="card-words">{round.intro}</p> : null}
      <p class="card-tag">{tn("screen.round.size", round.size)}</p>
    </div>
  );
}

/** Ready shows the prompt alone: time to read, the same for everybody. */
export function Ready({ view, question, offset }: { view: View; question: QuestionView; offset: number | null }) {
  const prompt = question.prompt ?? "";
  // Fetched while people read, so that they are there with the choices.
  const pictures = (question.media ?? []).filter((medium) => medium.type === "image");
  return (
    <div class="card card-ready">
      <p class="card-over">{t("screen.question.number", { number: question.number, of: question.of })}</p>
      <h1 class="card-prompt" data-fit={fitPrompt(prompt, false)}><Words text={prompt} lang={question.lang} /></h1>
      <p class="card-tag">
        {question.points > 0 ? t("screen.question.points", { points: question.points }) : t("screen.question.poll")}
      </p>
      <ReadingBar view={view} offset={offset} />
      {pictures.map((picture) => <img key={picture.url} src={picture.url} alt="" hidden />)}
    </div>
  );
}

/** ReadingBar fills up while people read; it is an ornament, so nothing reads it out. */
function ReadingBar({ view, offset }: { view: View; offset: number | null }) {
  const length = Math.max(0, (view.deadline ?? 0) - view.began);
  // A page that opens late begins where the others are: a negative delay.
  const delay = useMemo(() => (remaining(view, null, offset ?? 0, localNow()) ?? 0) - length, [view.deadline]);
  if (!view.deadline || view.paused) return null;
  return (
    <div class="card-bar" aria-hidden="true">
      <span key={view.deadline} style={{ animationDuration: `${length}ms`, animationDelay: `${delay}ms` }} />
    </div>
  );
}

/** Slide is a page without a question: words, and perhaps a picture. */
export function Slide({ question, summary }: { question: QuestionView; summary?: string | undefined }) {
  const prompt = question.prompt ?? "";
  const picture = question.media?.find((medium) => medium.type === "image");
  return (
    <div class="card card-slide">
      <h1 class="card-prompt" data-fit={fitPrompt(prompt, false)}><Words text={prompt} lang={question.lang} /></h1>
      {summary ? <p class="card-words"><Words text={summary} lang={question.lang} /></p> : null}
      {picture ? <img class="card-picture" src={picture.url} alt={picture.alt} /> : null}
    </div>
  );
}

/** Break shows when play goes on. */
export function Break({ view, offset }: { view: View; offset: number | null }) {
  const left = useSecondsLeft(view, null, offset) ?? 0;
  const minutes = Math.floor(left / 60);
  const seconds = String(left % 60).padStart(2, "0");
  return (
    <div class="card card-break">
      <p class="card-over">{view.deadline ? t("screen.break.until") : t("screen.break.soon")}</p>
      <h1 class="card-title">{t("screen.break.title")}</h1>
      {view.deadline ? <p class="card-clock">{`${minutes}:${seconds}`}</p> : null}
    </div>
  );
}

/** Cover hides what is on the screen while the game is paused. */
export function Cover() {
  return (
    <div class="card">
      <svg class="card-pause" viewBox="0 0 24 24" aria-hidden="true">
        <rect x="5" y="4" width="5" height="16" rx="1.6" />
        <rect x="14" y="4" width="5" height="16" rx="1.6" />
      </svg>
      <h1 class="card-title">{t("screen.paused.title")}</h1>
      <p class="card-words">{t("screen.paused.words")}</p>
    </div>
  );
}
