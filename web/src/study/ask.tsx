import { useEffect, useRef, useState } from "preact/hooks";
import { number, t, tn } from "../lib/i18n.ts";
import type { QuestionView } from "../lib/protocol.ts";
import type { GivenAnswer } from "../lib/store.ts";
import type { Draft } from "../player/answers/props.ts";
import { Button } from "../ui/button.tsx";
import { Media, Prompt } from "../ui/question.tsx";
import { answer as send, question as fetchQuestion, refusalOf, type Item, type Lesson, type Pack, type Refusal } from "./asks.ts";
import { Answer, hintOf } from "./answer.tsx";
import { useEnter } from "./enter.ts";
import { LessonOf } from "./lesson.tsx";
import { count, next, returnsAfter, type Sitting } from "./plan.ts";
import "./ask.css";

interface Props {
  pack: Pack;
  item: Item | undefined;
  asked: { id: string; name: string };
  sitting: Sitting;
  onAnswered: (right: boolean) => void;
  onNext: () => void;
  onStop: () => void;
  onRefused: (refusal: Refusal) => void;
}

/** Ask puts one question, and then what there is to know about it. */
export function Ask({ pack, item, asked, sitting, onAnswered, onNext, onStop, onRefused }: Props) {
  const [question, setQuestion] = useState<QuestionView | null>(null);
  const [given, setGiven] = useState<GivenAnswer | null>(null);
  const [lesson, setLesson] = useState<Lesson | null>(null);
  const [wrong, setWrong] = useState("");
  const gone = useRef(false);

  const refused = (problem: unknown): void => {
    const refusal = refusalOf(problem);
    if (refusal.why === "other") setWrong(refusal.words);
    else onRefused(refusal);
  };
  const load = (): void => {
    setWrong("");
    fetchQuestion(pack.id, asked.id, asked.name).then((q) => gone.current || setQuestion(q), (problem: unknown) => gone.current || refused(problem));
  };
  useEffect(() => {
    load();
    return () => void (gone.current = true);
  }, []);
  const give = (draft: Draft | null): void => {
    if (given || lesson) return;
    setWrong("");
    setGiven({ showing: 0, ...draft, status: "sending" });
    send(pack.id, asked.id, asked.name, draft).then(
      (learnt) => {
        if (gone.current) return;
        onAnswered(learnt.right);
        setLesson(learnt);
      },
      (problem: unknown) => {
        if (gone.current) return;
        setGiven(null);
        refused(problem);
      },
    );
  };
  const all = [...Object.keys(sitting.marks), ...sitting.fresh];
  const sum = count(sitting, all);
  return (
    <article class="ask" data-state={lesson ? "lesson" : "asked"} data-question={asked.id}>
      <header class="ask-head">
        <progress class="ask-progress" max={sum.of} value={sum.asked - sum.open} aria-label={t("study.progress")} />
        <p class="over">{t("study.at", { n: number(sum.asked), of: number(sum.of) })}{sitting.back.length ? ` · ${tn("study.coming", sitting.back.length)}` : ""}</p>
        <Button kind="quiet" class="ask-stop" onClick={onStop}>{t("study.stop")}</Button>
      </header>
      {question ? (
        <Body
          question={question} item={item} again={(sitting.marks[asked.id]?.tries ?? 0) > (lesson ? 1 : 0)} given={given} lesson={lesson}
          returns={returnsAfter(sitting, asked.id)} last={next(sitting) === ""} onGive={give} onNext={onNext}
        />
      ) : null}
      {wrong ? (
        <div class="study-wrong" role="alert">
          <p>{wrong}</p>
          {question ? null : <Button onClick={load}>{t("retry")}</Button>}
        </div>
      ) : null}
    </article>
  );
}

interface BodyProps {
  question: QuestionView;
  item: Item | undefined;
  /** It was asked before in this sitting. */
  again: boolean;
  given: GivenAnswer | null;
  lesson: Lesson | null;
  returns: number;
  last: boolean;
  onGive: (draft: Draft | null) => void;
  onNext: () => void;
}

function Body({ question, item, again, given, lesson, returns, last, onGive, onNext }: BodyProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    // A field to type in has taken the focus by itself where there is a keyboard.
    if (!(document.activeElement instanceof HTMLInputElement)) heading.current?.focus({ preventScroll: true });
  }, []);
  const answer = useRef<HTMLDivElement>(null);
  // Enter on nothing in particular does what comes next: it gives the answer that is made up, or goes on.
  useEnter(() => (lesson ? onNext() : answer.current?.querySelector<HTMLButtonElement>(".lock-in:not(:disabled)")?.click()));
  const about = item?.topic || item?.round || "";
  const hint = hintOf(question.kind);
  return (
    <>
      <div class="ask-question">
        <p class="over">{about ? <bdi lang={question.lang}>{about}</bdi> : null}{about && hint ? " · " : ""}{hint}{again ? <span class="ask-again">{t("study.again")}</span> : null}</p>
        <Prompt question={question} id="prompt" heading={heading} />
        <Media media={question.media} />
      </div>
      {lesson ? (
        <LessonOf question={question} given={given} lesson={lesson} returns={returns} last={last} onNext={onNext} />
      ) : (
        <>
          <div class="ask-answer" ref={answer}><Answer question={question} answer={given} open={given === null} onAnswer={onGive} /></div>
          <Button kind="quiet" class="ask-pass" busy={given !== null} onClick={() => onGive(null)}>{t("study.pass")}</Button>
        </>
      )}
    </>
  );
}
