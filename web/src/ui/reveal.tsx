// What was chosen and what was right: bars with colour, shape, letter, count and share; or lists for typed answers, orders
// and pairs.

import { number, percent, t, tn } from "../lib/i18n.ts";
import type { QuestionView, RevealView } from "../lib/protocol.ts";
import { Cross, hueOf, letterOf, Shape, Tick } from "./shape.tsx";
import { Words } from "./words.tsx";
import "./reveal.css";

interface Props {
  question: QuestionView;
  reveal: RevealView;
  /** The choices of the reader's own answer. */
  picked?: readonly number[] | undefined;
}

export function Reveal({ question, reveal, picked }: Props) {
  switch (question.kind) {
    case "single":
    case "multi":
    case "truefalse":
    case "poll":
      return <Bars question={question} reveal={reveal} picked={picked} />;
    case "order":
      return <RightOrder question={question} reveal={reveal} picked={picked} />;
    case "match":
      return <Pairs question={question} reveal={reveal} picked={picked} />;
    case "text":
    case "number":
      return <Given reveal={reveal} />;
    case "slide":
      return null;
  }
}

/** The text of a choice. True and false are said in the reader's language, whatever the server calls them. */
export function choiceText(question: QuestionView, index: number): string {
  if (question.kind === "truefalse") return t(index === 0 ? "answer.true" : "answer.false");
  return question.choices?.[index] ?? "";
}

function Bars({ question, reveal, picked }: Props) {
  const size = question.size ?? question.choices?.length ?? reveal.counts?.length ?? 0;
  const right = question.kind === "poll" ? null : new Set(reveal.right);
  return (
    <ol class="bars">
      {Array.from({ length: size }, (_, i) => {
        const count = reveal.counts?.[i] ?? 0;
        const verdict = right ? (right.has(i) ? "right" : "other") : undefined;
        return (
          <li key={i} class={`bar hue-${hueOf(i)}`} data-verdict={verdict} data-mine={picked?.includes(i) || undefined}>
            <span class="bar-head">
              <span class="bar-mark"><Shape index={i} />{letterOf(i)}</span>
              <span class="bar-text"><Words text={choiceText(question, i)} lang={question.lang} /></span>
              {picked?.includes(i) ? <span class="bar-yours">{t("reveal.yours")}</span> : null}
              {right?.has(i) ? <span class="bar-tick" role="img" aria-label={t("reveal.right")}><Tick /></span> : null}
            </span>
            {reveal.counts ? <Share count={count} of={reveal.answered} /> : null}
            {reveal.whys?.[i] ? <span class="bar-why"><Words text={reveal.whys[i]} lang={question.lang} /></span> : null}
          </li>
        );
      })}
    </ol>
  );
}

/** How many chose something; somebody who studies alone sees none. */
function Share({ count, of }: { count: number; of: number }) {
  return (
    <span class="bar-share">
      <span class="bar-track" aria-hidden="true">
        <span class="bar-fill" style={{ transform: `scaleX(${of ? count / of : 0})` }} />
      </span>
      <span class="bar-count">
        {number(count)} <small>{percent(count, of)}</small>
      </span>
    </span>
  );
}

function RightOrder({ question, reveal, picked }: Props) {
  return (
    <ol class="solution">
      {(reveal.right ?? []).map((item, place) => (
        <li key={item} class="solution-row">
          <span class="solution-place">{place + 1}</span>
          <Words text={question.choices?.[item] ?? ""} lang={question.lang} />
          <Verdict right={picked?.length ? picked[place] === item : undefined} />
        </li>
      ))}
    </ol>
  );
}

function Pairs({ question, reveal, picked }: Props) {
  return (
    <ul class="solution">
      {(reveal.right ?? []).map((right, left) => (
        <li key={left} class="solution-row solution-pair">
          <Words text={question.lefts?.[left] ?? ""} lang={question.lang} />
          <span class="solution-arrow" aria-hidden="true">→</span>
          <strong><Words text={question.choices?.[right] ?? ""} lang={question.lang} /></strong>
          <Verdict right={picked?.length ? picked[left] === right : undefined} />
        </li>
      ))}
    </ul>
  );
}

function Verdict({ right }: { right: boolean | undefined }) {
  if (right === undefined) return null;
  return (
    <span class="verdict" data-right={right} role="img" aria-label={t(right ? "reveal.right" : "reveal.wrong")}>
      {right ? <Tick /> : <Cross />}
    </span>
  );
}

function Given({ reveal }: { reveal: RevealView }) {
  return (
    <div class="given">
      {reveal.text ? (
        <p class="given-answer"><span class="verdict" data-right="true"><Tick /></span><Words text={reveal.text} /></p>
      ) : null}
      {reveal.given?.length ? <ol class="given-list">
        {reveal.given.map((g) => (
          <li key={g.text} class="given-row" data-right={g.right}>
            <Verdict right={g.right} />
            <span class="given-text"><bdi>{g.text}</bdi></span>
            <span class="given-count">{number(g.count)}<span class="sr-only"> {tn("reveal.times", g.count)}</span></span>
          </li>
        ))}
      </ol> : null}
    </div>
  );
}
