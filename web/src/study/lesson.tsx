import { useEffect } from "preact/hooks";
import { t, tn } from "../lib/i18n.ts";
import type { QuestionView } from "../lib/protocol.ts";
import type { GivenAnswer } from "../lib/store.ts";
import { useFocusOn } from "../player/hooks.ts";
import { Button } from "../ui/button.tsx";
import { announce } from "../ui/live.tsx";
import { Media } from "../ui/question.tsx";
import { Reveal } from "../ui/reveal.tsx";
import { Cross, Tick } from "../ui/shape.tsx";
import { Words } from "../ui/words.tsx";
import type { Lesson, Source } from "./asks.ts";
import { isWeb, Markup } from "./markup.tsx";
import "./lesson.css";

interface Props {
  question: QuestionView;
  given: GivenAnswer | null;
  lesson: Lesson;
  /** After how many others it comes back; -1 if it does not. */
  returns: number;
  /** Nothing comes after it. */
  last: boolean;
  onNext: () => void;
}

/** LessonOf says whether an answer was right, and all that there is to know. */
export function LessonOf({ question, given, lesson, returns, last, onNext }: Props) {
  return (
    <div class="lesson">
      <div class="lesson-answer">
        <Verdict given={given} lesson={lesson} returns={returns} />
        <section class="study-card">
          <h2 class="sr-only">{t("study.answer")}</h2>
          <Reveal question={question} reveal={lesson.reveal} picked={given?.pick} />
        </section>
      </div>
      <div class="lesson-read"><Read question={question} lesson={lesson} /></div>
      <div class="lesson-next">
        <Button kind="primary" large onClick={onNext}>{t(last ? "study.finish" : "study.next")}</Button>
      </div>
    </div>
  );
}

function Verdict({ given, lesson, returns }: Pick<Props, "given" | "lesson" | "returns">) {
  const heading = useFocusOn(lesson);
  const outcome = lesson.right ? "right" : lesson.num > 0 ? "partly" : "wrong";
  const passed = given?.pick === undefined && given?.text === undefined;
  const title = passed && outcome === "wrong" ? t("study.passed") : t(`study.${outcome}`);
  const coming = returns < 0 ? "" : returns === 0 ? t("study.back.now") : tn(lesson.right ? "study.back.right" : "study.back.wrong", returns);
  useEffect(() => announce(`${title} ${coming}`), []);
  return (
    <section class="lesson-verdict" data-outcome={outcome}>
      <span class="lesson-mark" aria-hidden="true">{outcome === "right" ? <Tick /> : outcome === "wrong" ? <Cross /> : <small>{lesson.num}/{lesson.den}</small>}</span>
      <div class="lesson-words">
        <h2 tabIndex={-1} ref={heading}>{title}</h2>
        {outcome === "partly" ? <p>{t("study.parts", { n: lesson.num, of: lesson.den })}</p> : null}
        {given?.text === undefined ? null : <p>{t("study.yours")} <strong><bdi>{given.text}</bdi></strong></p>}
        {coming ? <p>{coming}</p> : null}
      </div>
    </section>
  );
}

/** Read is what stands behind an answer: of the question, then of its topic. */
function Read({ question, lesson }: Pick<Props, "question" | "lesson">) {
  const { reveal, topic } = lesson;
  const more = reveal.summary || reveal.media?.length || lesson.details || lesson.sources?.length;
  return (
    <>
      {more ? (
        <section class="study-card lesson-part">
          <h2>{t("study.why")}</h2>
          {reveal.summary ? <p class="lesson-summary"><Words text={reveal.summary} lang={question.lang} /></p> : null}
          <Media media={reveal.media} />
          {lesson.details ? <Markup html={lesson.details} lang={question.lang} /> : null}
          <Sources list={lesson.sources} />
        </section>
      ) : null}
      {topic ? (
        <section class="study-card lesson-part">
          <p class="over">{t("study.topic")}</p>
          <h2><Words text={topic.title} lang={question.lang} /></h2>
          <p class="lesson-summary"><Words text={topic.summary} lang={question.lang} /></p>
          {topic.details ? (
            <details class="lesson-details" open={!lesson.right}>
              <summary>{t("study.topic.more")}</summary>
              <Markup html={topic.details} lang={question.lang} />
            </details>
          ) : null}
          <Sources list={topic.sources} />
        </section>
      ) : null}
    </>
  );
}

function Sources({ list }: { list: readonly Source[] | undefined }) {
  if (!list?.length) return null;
  return (
    <div class="lesson-sources">
      <h3>{t("study.sources")}</h3>
      <ul>
        {list.map((source) => (
          <li key={source.title + (source.url ?? "")}>
            {source.url && isWeb(source.url) ? (
              <a href={source.url} target="_blank" rel="noopener noreferrer">{source.title || source.url}</a>
            ) : source.title}
          </li>
        ))}
      </ul>
    </div>
  );
}
