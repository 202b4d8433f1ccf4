import { t } from "../lib/i18n.ts";
import type { Found } from "./asks.ts";
import "./star.css";

/** Star makes a question a favourite, and takes that back. */
export function Star({ question, onStar }: { question: Found; onStar: (question: Found) => Promise<void> }) {
  return (
    <button
      type="button"
      class="star"
      aria-pressed={question.favourite === true}
      aria-label={t("find.star", { prompt: question.prompt })}
      onClick={() => void onStar(question)}
    >
      <svg class="shape" viewBox="0 0 24 24" aria-hidden="true">
        <path d="m12 2.6 2.9 6.1 6.7.9-4.9 4.6 1.2 6.6L12 17.6l-5.9 3.2 1.2-6.6L2.4 9.6l6.7-.9Z" stroke="currentColor" stroke-width="2" stroke-linejoin="round" />
      </svg>
    </button>
  );
}
