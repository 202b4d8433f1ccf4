// What a pack and a question are before anybody has written them, and what remains of a question that becomes one of another kind.
import type { Kind } from "../lib/protocol.ts";
import type { PackForm, Patch, Question } from "./pack.ts";

export const kinds: readonly Kind[] = ["single", "multi", "truefalse", "text", "number", "order", "match", "poll", "slide"];

/** The licence of a pack of which nobody has said under which it may be passed on. */
export const unstated = "LicenseRef-unstated";

export function blankPack(language: string): PackForm {
  return { id: "", title: "", language, version: "1.0.0", license: unstated, questions: [blankQuestion("q-1", "single")] };
}

export function blankQuestion(id: string, kind: Kind): Question {
  return { id, prompt: "", time: 20, ...answerOf(kind, []), kind, points: pointsOf(kind, 1000) };
}

/** The fields of a question that only some kinds have. */
const special = ["choices", "keep_order", "answer", "accept", "reject", "rules", "number", "items", "pairs", "extra", "scoring"] as const;

/** The change that makes a question one of another kind. The texts of its answers come along where that kind has some. */
export function asKind(question: Question, kind: Kind): Patch {
  const cleared = Object.fromEntries(special.map((field) => [field, undefined])) as Patch;
  return { ...cleared, ...answerOf(kind, textsOf(question)), kind, points: pointsOf(kind, question.points || 1000) };
}

/** Votes and slides bring nothing. */
function pointsOf(kind: Kind, points: number): number {
  return kind === "poll" || kind === "slide" ? 0 : points;
}

/** The answers of a question as plain texts, the right one first where there is one. */
function textsOf(q: Question): string[] {
  const choices = [...(q.choices ?? [])].sort((a, b) => Number(b.correct ?? false) - Number(a.correct ?? false));
  const all = [
    ...(q.kind === "single" ? choices : q.choices ?? []).map((choice) => choice.text), ...(q.accept ?? []).map((accepted) => accepted.text),
    ...(q.items ?? []), ...(q.pairs ?? []).map((pair) => pair.left), ...(q.number ? [q.number.answer] : []),
  ];
  return all.filter((text) => text !== "");
}

/** What a kind needs to be answered, with texts that are there already. */
function answerOf(kind: Kind, texts: readonly string[]): Patch {
  const at = (i: number): string => texts[i] ?? "";
  const filled = (least: number): string[] => Array.from({ length: Math.max(least, texts.length) }, (_, i) => at(i));
  switch (kind) {
    case "single":
      return { choices: filled(4).map((text, i) => ({ text, ...(i === 0 ? { correct: true } : {}) })) };
    case "multi":
      return { choices: filled(4).map((text, i) => ({ text, ...(i === 0 ? { correct: true } : {}) })), scoring: "partial" };
    case "poll":
      return { choices: filled(2).map((text) => ({ text })) };
    case "truefalse":
      return { answer: true };
    case "text":
      return { accept: [{ text: at(0) }] };
    case "number":
      return { number: { answer: /^-?\d+([.,]\d+)?$/.test(at(0)) ? at(0) : "" } };
    case "order":
      return { items: filled(3), scoring: "adjacent" };
    case "match":
      return { pairs: filled(3).map((left) => ({ left, right: "" })), scoring: "partial" };
    case "slide":
      return {};
  }
}
