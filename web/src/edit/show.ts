// A question as a phone and the screen show it, before any game: what the server makes of it in game/view.go and game/reveal.go.
import type { MediaView, OwnView, QuestionView, RevealView, View } from "../lib/protocol.ts";
import type { Medium, PackForm, Question } from "./pack.ts";

export type Moment = "question" | "answer";

/** What a preview is told. */
export interface Shown {
  view: View;
  own: OwnView;
}

/** How many people play in a preview. */
const CROWD = 24;

/** shown is a moment of a question. `address` gives where the contents of a medium are. */
export function shown(pack: PackForm, question: Question, moment: Moment, address: (src: string) => string, audience: "phone" | "screen"): Shown {
  const media = (when: string): MediaView[] => mediaOf(question.media ?? [], when, audience, address);
  const number = Math.max(1, pack.questions.filter((q) => q.kind !== "slide").findIndex((q) => q.id === question.id) + 1);
  const asked = questionView(pack, question, number);
  if (media("prompt").length > 0) asked.media = media("prompt");
  const reveals = moment === "answer" && question.kind !== "slide";
  const view: View = {
    pin: "123456", title: pack.title, phase: question.kind === "slide" ? "ready" : reveals ? "reveal" : "open", turn: reveals ? 2 : 1, scoring: "speed", began: 0,
    question: asked,
  };
  if (reveals) {
    view.reveal = revealView(question, asked);
    if (media("reveal").length > 0) view.reveal.media = media("reveal");
  }
  return { view, own: ownView(question, asked, view.reveal) };
}

function mediaOf(media: readonly Medium[], when: string, audience: string, address: (src: string) => string): MediaView[] {
  return media
    .filter((m) => (m.at || "prompt") === when && (m.type === "image" || audience === "screen")) // sounds play on the screen alone
    .map((m) => ({ type: m.type, url: address(m.src), alt: m.alt }));
}

/** mixed is an order of display that gives nothing away: every second one first. */
export function mixed(size: number): number[] {
  const all = Array.from({ length: size }, (_, i) => i);
  return [...all.filter((i) => i % 2 === 1), ...all.filter((i) => i % 2 === 0)];
}

const rightsOf = (q: Question): string[] => [...(q.pairs ?? []).map((pair) => pair.right), ...(q.extra ?? [])];

function questionView(pack: PackForm, q: Question, number: number): QuestionView {
  const view: QuestionView = {
    showing: 0, number, of: pack.questions.filter((one) => one.kind !== "slide").length, kind: q.kind, lang: q.language || pack.language, prompt: q.prompt,
    points: q.points, limit: q.time * 1000,
  };
  if (q.scoring && q.scoring !== "all") view.partial = true;
  switch (q.kind) {
    case "single":
    case "multi":
    case "poll":
      view.choices = (q.choices ?? []).map((choice) => choice.text);
      break;
    case "truefalse":
      view.choices = ["true", "false"];
      break;
    case "order":
      view.choices = mixed(q.items?.length ?? 0).map((i) => q.items?.[i] ?? "");
      break;
    case "match":
      view.lefts = (q.pairs ?? []).map((pair) => pair.left);
      view.choices = mixed(rightsOf(q).length).map((i) => rightsOf(q)[i] ?? "");
      break;
    case "number":
      if (q.number?.range) view.range = q.number.range;
      if (q.number?.unit) view.unit = q.number.unit;
      if (q.number?.closest) view.closest = true;
      break;
    case "text":
    case "slide":
      break;
  }
  view.size = q.kind === "match" ? view.lefts?.length ?? 0 : view.choices?.length ?? 0;
  return view;
}

/** picksOf is the right answer as a player would give it. */
export function picksOf(q: Question): number[] {
  switch (q.kind) {
    case "single":
    case "multi":
      return (q.choices ?? []).flatMap((choice, i) => (choice.correct ? [i] : []));
    case "truefalse":
      return [q.answer ? 0 : 1];
    case "order": {
      const display = mixed(q.items?.length ?? 0);
      return display.map((_, item) => display.indexOf(item));
    }
    case "match": {
      const display = mixed(rightsOf(q).length);
      return (q.pairs ?? []).map((_, pair) => display.indexOf(pair));
    }
    default:
      return [];
  }
}

function answerText(q: Question): string {
  switch (q.kind) {
    case "single":
    case "multi":
      return (q.choices ?? []).filter((choice) => choice.correct).map((choice) => choice.text).join(", ");
    case "text":
      return q.accept?.[0]?.text ?? "";
    case "number":
      return [q.number?.answer, q.number?.unit].filter(Boolean).join(" ");
    default:
      return "";
  }
}

function revealView(q: Question, asked: QuestionView): RevealView {
  const right = picksOf(q);
  const text = answerText(q);
  const correct = q.kind === "poll" ? 0 : 15;
  const reveal: RevealView = { right, answered: CROWD, correct };
  if (text) reveal.text = text;
  if (q.summary) reveal.summary = q.summary;
  if (["single", "multi", "poll", "truefalse"].includes(q.kind)) reveal.counts = counts(asked.size ?? 0, right, correct);
  if (q.choices?.some((choice) => choice.why)) reveal.whys = q.choices.map((choice) => choice.why ?? "");
  if ((q.kind === "text" || q.kind === "number") && text) reveal.given = [{ text, key: "", count: correct, right: true }];
  return reveal;
}

/** counts shares a crowd out: most of it has chosen what is right, the rest this and that. */
function counts(size: number, right: readonly number[], correct: number): number[] {
  const others = Math.max(1, size - right.length);
  let left = right.length > 0 ? CROWD - correct : CROWD;
  return Array.from({ length: size }, (_, i) => {
    if (right.includes(i)) return correct;
    const share = Math.min(left, Math.ceil(CROWD / others / (i + 1)));
    left -= share;
    return share;
  });
}

function ownView(q: Question, asked: QuestionView, reveal: RevealView | undefined): OwnView {
  const points = Math.round(q.points * 0.9);
  const own: OwnView = { seat: 1, name: "Ada", score: 4200, rank: 3, of: CROWD, streak: 0, admitted: true, plays: true };
  if (reveal) {
    own.result = {
      showing: asked.showing, answered: true, right: q.kind !== "poll", share: q.kind === "poll" ? 0 : 100, points, base: points, time: 3400,
      answer: { ...(reveal.right?.length ? { pick: reveal.right } : {}), ...(reveal.text ? { text: reveal.text } : {}) },
    };
  }
  return own;
}
