import { t } from "../lib/i18n.ts";
import type { QuestionView } from "../lib/protocol.ts";
import type { GivenAnswer } from "../lib/store.ts";
import { Tick } from "../ui/shape.tsx";
import { Words } from "../ui/words.tsx";
import { refusal } from "./refusal.ts";

interface Props {
  answer: GivenAnswer | null;
  question: QuestionView;
  /** The time is over and the last answers are coming in. */
  closing: boolean;
  plays: boolean;
}

/** What became of the answer. "Locked in" stands here only once the server has stored it. */
export function Locked({ answer, question, closing, plays }: Props) {
  if (!answer) return closing && plays ? <p class="aside">{t("closing")}</p> : null;
  if (answer.status === "refused") return <p class="aside aside-refused">{refusal(answer)}</p>;
  const locked = answer.status === "locked";
  return (
    <div class="locked" data-status={answer.status}>
      <Given answer={answer} question={question} />
      <p class="locked-word">
        {locked ? <span class="locked-tick"><Tick /></span> : <span class="locked-wait" aria-hidden="true" />}
        {t(locked ? "locked.in" : "locked.sending")}
      </p>
      {locked ? <p class="locked-then">{t(answer.code === "changed" ? "locked.changed" : "locked.then")}</p> : null}
    </div>
  );
}

/** The answer in words, for the kinds that do not show it in tiles. */
function Given({ answer, question }: { answer: GivenAnswer; question: QuestionView }) {
  const { kind, choices, lefts, lang, unit } = question;
  if (kind === "text" || kind === "number") {
    return <p class="locked-answer"><bdi lang={lang}>{answer.text}</bdi>{unit ? ` ${unit}` : ""}</p>;
  }
  if (kind === "order") {
    return (
      <ol class="locked-list">
        {answer.pick?.map((item, i) => <li key={item}><b>{i + 1}</b> <Words text={choices?.[item] ?? ""} lang={lang} /></li>)}
      </ol>
    );
  }
  if (kind === "match") {
    return (
      <ul class="locked-list">
        {answer.pick?.map((right, left) => (
          <li key={left}><Words text={lefts?.[left] ?? ""} lang={lang} /> → <b><Words text={choices?.[right] ?? "–"} lang={lang} /></b></li>
        ))}
      </ul>
    );
  }
  return null;
}
