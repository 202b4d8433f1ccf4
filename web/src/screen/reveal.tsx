import type { QuestionView, RevealView } from "../lib/protocol.ts";
import { seconds, t } from "../lib/i18n.ts";
import { Reveal } from "../ui/reveal.tsx";
import { Words } from "../ui/words.tsx";
import { SceneMedia } from "./media.tsx";
import "./reveal.css";

/** RevealScene shows what was right, what people chose, and why. */
export function RevealScene({ question, reveal }: { question: QuestionView; reveal: RevealView }) {
  const aside = Boolean(reveal.summary || reveal.media?.length);
  const fastest = question.kind === "poll" || reveal.voided ? "" : (reveal.fastest ?? "");
  const title = titleOf(question);
  return (
    <div class="unveil" data-kind={question.kind} data-aside={aside || fastest ? "" : undefined} data-media={reveal.media?.length ? "" : undefined} data-size={question.size}>
      <header class="unveil-top">
        <h1><Words text={question.prompt ?? ""} lang={question.lang} /></h1>
        <p class="unveil-share">{shareOf(question, reveal)}</p>
      </header>
      <section class="unveil-main">
        {title ? <h2>{title}</h2> : null}
        <Reveal question={question} reveal={reveal} />
      </section>
      {aside || fastest ? (
        <aside class="unveil-aside">
          <SceneMedia media={reveal.media} sounding />
          {reveal.summary ? <p><Words text={reveal.summary} lang={question.lang} /></p> : null}
          {fastest ? (
            <p class="unveil-fastest">
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M13.5 2 4 14h6.5L9 22l11-13h-7.5Z" /></svg>
              {t("screen.reveal.fastest", { name: fastest, seconds: seconds(reveal.fastest_ms ?? 0) })}
            </p>
          ) : null}
        </aside>
      ) : null}
    </div>
  );
}

function titleOf(question: QuestionView): string {
  switch (question.kind) {
    case "order":
      return t("screen.reveal.order");
    case "match":
      return t("screen.reveal.pairs");
    case "text":
    case "number":
      return t("screen.reveal.answer");
    default:
      return "";
  }
}

function shareOf(question: QuestionView, reveal: RevealView): string {
  if (reveal.voided) return t("screen.reveal.voided");
  if (question.kind === "poll") return t("screen.reveal.votes", { answered: reveal.answered });
  return t("screen.reveal.correct", { correct: reveal.correct, answered: reveal.answered });
}
