// A result in parts: what the points of a question are made of.

import type { QuestionView, ResultView, Scoring } from "../lib/protocol.ts";

export interface Part {
  kind: "right" | "partly" | "speed" | "streak" | "penalty";
  points: number;
}

/**
 * The parts, which add up to the points. With speed scoring half of a question's points are for being right and the rest is
 * what speed left of the other half (the formula stands in game/score.go); other scorings have no such halves.
 */
export function partsOf(question: QuestionView, scoring: Scoring, result: ResultView): Part[] {
  const parts: Part[] = [];
  if (result.base > 0) {
    const half = Math.floor((question.points * result.share) / 200);
    const split = scoring === "speed" && !question.closest && question.limit > 0 && half <= result.base;
    parts.push({ kind: result.right ? "right" : "partly", points: split ? half : result.base });
    if (split && result.base > half) parts.push({ kind: "speed", points: result.base - half });
  }
  if (result.bonus) parts.push({ kind: "streak", points: result.bonus });
  if (result.penalty) parts.push({ kind: "penalty", points: -Math.abs(result.penalty) });
  return parts;
}

/** How a question went for a player. */
export type Outcome = "right" | "partly" | "wrong" | "late" | "none" | "poll" | "voided" | "absent";

export function outcomeOf(question: QuestionView, result: ResultView | null, voided: boolean): Outcome {
  if (!result) return "absent";
  if (voided || result.voided) return "voided";
  if (question.kind === "poll") return result.answered ? "poll" : "none";
  if (!result.answered) return "none";
  if (result.late) return "late";
  if (result.right) return "right";
  return result.share > 0 || result.points > 0 ? "partly" : "wrong";
}
