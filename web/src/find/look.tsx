import { useEffect, useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import type { GivenAnswer } from "../lib/store.ts";
import { Answer } from "../player/answers/answer.tsx";
import { hint } from "../player/cards.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Media, Prompt } from "../ui/question.tsx";
import { Words } from "../ui/words.tsx";
import type { Found } from "./asks.ts";
import { answerOf, factsOf } from "./hits.tsx";
import { Star } from "./star.tsx";
import type { Picks } from "./use_picks.ts";
import "./look.css";

interface Props {
  questions: readonly Found[];
  /** The question that is looked at; empty is none. */
  id: string;
  picks: Picks;
  onStar: (question: Found) => Promise<void>;
  onMove: (id: string) => void;
}

/** Look shows a question as a player's phone does, and what the host knows besides. It can be tried; nothing is sent. */
export function Look({ questions, id, picks, onStar, onMove }: Props) {
  const at = questions.findIndex((one) => one.id === id);
  const question = questions[at];
  const go = (to: number): void => onMove(questions[to]?.id ?? id);
  return (
    <Dialog title={t("find.look")} open={question !== undefined} onClose={() => onMove("")}>
      {question ? (
        <div class="look">
          <Phone key={question.id} question={question} />
          <div class="look-words">
            {question.answer ? <p class="look-answer"><Words text={t("find.answer", { answer: answerOf(question) })} lang={question.language} /></p> : null}
            {question.summary ? <p><Words text={question.summary} lang={question.language} /></p> : null}
            <p class="look-facts">{[...factsOf(question), ...(question.topic ? [question.topic] : [])].join(" · ")}</p>
            {question.tags?.length ? <p class="look-facts">{question.tags.map((tag) => `#${tag}`).join(" ")}</p> : null}
          </div>
          <div class="look-deeds">
            <Button disabled={at === 0} onClick={() => go(at - 1)}>{t("find.before")}</Button>
            <Button disabled={at === questions.length - 1} onClick={() => go(at + 1)}>{t("find.after")}</Button>
            <Star question={question} onStar={onStar} />
            <Button kind="primary" class="look-pick" onClick={() => picks.toggle(question)}>
              {t(picks.has(question.id) ? "find.take.out" : "find.take.in")}
            </Button>
          </div>
        </div>
      ) : null}
    </Dialog>
  );
}

/** Phone is what a player sees while the question is open. */
function Phone({ question }: { question: Found }) {
  const { view } = question;
  const [answer, setAnswer] = useState<GivenAnswer | null>(null);
  useEffect(() => setAnswer(null), [question.id]);
  return (
    <div class="phone" role="group" aria-label={t("find.phone")}>
      <p class="phone-head">{hint(view)}</p>
      <Prompt question={view} id="prompt" />
      <Media media={view.media} />
      <Answer
        key={answer ? "given" : "open"}
        question={view}
        answer={answer}
        open
        onAnswer={(draft) => setAnswer({ showing: 0, ...draft, status: "locked" })}
      />
      {answer ? (
        <div class="phone-locked">
          <p>{answer.text ? t("find.given", { text: answer.text }) : t("find.locked")}</p>
          <Button onClick={() => setAnswer(null)}>{t("find.again")}</Button>
        </div>
      ) : null}
    </div>
  );
}
