import { t } from "../lib/i18n.ts";
import type { GivenAnswer } from "../lib/store.ts";

/** Why an answer was not taken, in words. */
export function refusal(answer: GivenAnswer | null): string {
  switch (answer?.code) {
    case "late": return t("refused.late");
    case "not_open": return t("refused.not_open");
    case "not_seated": return t("question.next");
    case "bad": return t("refused.bad");
    default: return answer?.words ?? t("refused.bad");
  }
}
