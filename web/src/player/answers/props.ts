import type { PlainAnswer, QuestionView } from "../../lib/protocol.ts";
import type { GivenAnswer } from "../../lib/store.ts";

/** What was chosen, before the question and the time are put to it. */
export type Draft = Pick<PlainAnswer, "pick" | "text">;

/** What every way of answering is given. */
export interface AnswerProps {
  question: QuestionView;
  /** What this device has answered, if anything. */
  answer: GivenAnswer | null;
  /** Whether answers are taken. */
  open: boolean;
  onAnswer: (draft: Draft) => void;
}

/** Whether nothing can be changed any more: an answer is on its way or locked, or the time is over. */
export function settled({ answer, open }: AnswerProps): boolean {
  return !open || answer?.status === "sending" || answer?.status === "locked" || (answer?.status === "refused" && answer.code !== "bad");
}
