import { useEffect, useRef } from "preact/hooks";
import { number, seconds, t, tn } from "../lib/i18n.ts";
import { countUp } from "../lib/motion.ts";
import { play } from "../lib/sound.ts";
import type { OwnView, QuestionView, ResultView, RevealView, View } from "../lib/protocol.ts";
import type { State } from "../lib/store.ts";
import { announce } from "../ui/live.tsx";
import { Media } from "../ui/question.tsx";
import { choiceText, Reveal } from "../ui/reveal.tsx";
import { Cross, Tick } from "../ui/shape.tsx";
import { Words } from "../ui/words.tsx";
import { useFocusOn } from "./hooks.ts";
import { outcomeOf, partsOf, type Outcome } from "./parts.ts";
import "./result.css";

interface Props {
  view: View;
  question: QuestionView;
  reveal: RevealView;
  state: State;
}

/** What the question brought: the verdict, the points in parts, the rank, and why. */
export function Result({ view, question, reveal, state }: Props) {
  const own = state.own;
  const result = own?.result?.showing === question.showing ? own.result : null;
  // The own part comes right behind the view. Until then nothing is said that would have to be taken back.
  const known = result !== null || own?.plays === false || (own !== null && state.ownN >= state.n);
  const outcome = outcomeOf(question, result, reveal.voided ?? false);
  const heading = useFocusOn(known);
  useEffect(() => {
    if (!known) return;
    announce(spoken(outcome, result, own));
    if (outcome === "right") play("right");
    if (outcome === "wrong") play("wrong");
  }, [known]);
  if (!known) return <div class="result" />;
  return (
    <div class="result">
      <section class="verdict-card" data-outcome={outcome}>
        <span class="verdict-mark" aria-hidden="true">{mark(outcome, result)}</span>
        <h1 tabIndex={-1} ref={heading}>{t(`outcome.${outcome}`)}</h1>
        {outcome !== "right" && answerText(question, reveal) ? (
          <p class="verdict-was">{t("result.was")} <strong><Words text={answerText(question, reveal)} lang={question.lang} /></strong></p>
        ) : null}
        {result?.answered && question.points > 0 ? <Points result={result} /> : null}
        {result && result.base + (result.bonus ?? 0) + (result.penalty ?? 0) !== 0 ? (
          <Parts question={question} view={view} result={result} />
        ) : null}
      </section>
      {own && own.rank > 0 && question.points > 0 ? <RankLine own={own} was={result?.rank_was ?? 0} /> : null}
      <section class="why">
        {reveal.summary ? <p class="why-words"><Words text={reveal.summary} lang={question.lang} /></p> : null}
        <Media media={reveal.media} />
        <Reveal question={question} reveal={reveal} picked={result?.answer.pick} />
        {reveal.fastest ? (
          <p class="muted">{t("result.fastest", { name: reveal.fastest, time: seconds(reveal.fastest_ms ?? 0) })}</p>
        ) : null}
      </section>
    </div>
  );
}

function mark(outcome: Outcome, result: ResultView | null) {
  switch (outcome) {
    case "right":
    case "poll": return <Tick />;
    case "partly": return result?.share ? <small>{result.share}%</small> : <Tick />;
    case "wrong": return <Cross />;
    default: return "–";
  }
}

/** The right answer in words. Lists are shown below, not in a sentence. */
function answerText(question: QuestionView, reveal: RevealView): string {
  if (question.kind === "order" || question.kind === "match" || question.kind === "poll") return "";
  if (question.kind === "truefalse" && reveal.right?.length) return choiceText(question, reveal.right[0] ?? 0);
  return reveal.text ?? "";
}

function Points({ result }: { result: ResultView }) {
  const figure = useRef<HTMLSpanElement>(null);
  useEffect(() => countUp(0, result.points, 600, (n) => {
    if (figure.current) figure.current.textContent = signed(n);
  }), [result.points]);
  return (
    <p class="points">
      <span class="sr-only">{tn("result.points", result.points)}</span>
      <span aria-hidden="true" ref={figure}>{signed(result.points)}</span>
    </p>
  );
}

function Parts({ question, view, result }: { question: QuestionView; view: View; result: ResultView }) {
  const parts = partsOf(question, view.scoring, result);
  return (
    <dl class="parts">
      {parts.map((p) => (
        <div key={p.kind} class="part">
          <dt>{t(`part.${p.kind}`)}{p.kind === "speed" ? <small> {t("result.time", { time: seconds(result.time) })}</small> : null}</dt>
          <dd>{signed(p.points)}</dd>
        </div>
      ))}
      {result.credit && result.credit >= 50 ? (
        <div class="part part-note"><dt>{t("part.credit")}</dt><dd>{t("result.credit", { time: seconds(result.credit) })}</dd></div>
      ) : null}
    </dl>
  );
}

/** The rank, how it changed, and the two neighbours. */
export function RankLine({ own, was }: { own: OwnView; was: number }) {
  const up = was ? was - own.rank : 0;
  return (
    <section class="rank">
      <p class="rank-now">
        <span class="rank-place">{t("rank.place", { rank: own.rank, of: own.of })}</span>
        {up === 0 ? null : (
          <span class="rank-move" data-way={up > 0 ? "up" : "down"}>
            <span aria-hidden="true">{up > 0 ? "▲" : "▼"}</span> {tn(up > 0 ? "rank.moved.up" : "rank.moved.down", Math.abs(up))}
          </span>
        )}
      </p>
      <ul class="rank-near">
        {own.ahead ? <li><bdi>{own.ahead.name}</bdi> <span>{own.ahead.gap ? tn("rank.ahead", own.ahead.gap) : t("rank.level")}</span></li> : null}
        {own.behind ? <li><bdi>{own.behind.name}</bdi> <span>{own.behind.gap ? tn("rank.behind", own.behind.gap) : t("rank.level")}</span></li> : null}
      </ul>
      {own.streak >= 2 ? <p class="streak">{tn("streak", own.streak)}</p> : null}
    </section>
  );
}

/** One sentence for those who do not see the card. */
function spoken(outcome: Outcome, result: ResultView | null, own: OwnView | null): string {
  const words = [t(`outcome.${outcome}`)];
  if (result && result.points !== 0) words.push(tn("result.points", result.points));
  if (own && own.rank > 0 && outcome !== "poll") words.push(t("rank.place", { rank: own.rank, of: own.of }));
  return words.join(" ");
}

function signed(n: number): string {
  return n < 0 ? `−${number(-n)}` : n > 0 ? `+${number(n)}` : "0";
}
