import { moment, t } from "../lib/i18n.ts";
import { Tick } from "../ui/shape.tsx";
import { Words } from "../ui/words.tsx";
import type { Found } from "./asks.ts";
import { Star } from "./star.tsx";
import type { Picks } from "./use_picks.ts";
import "./hits.css";

interface Props {
  questions: readonly Found[];
  picks: Picks;
  onStar: (question: Found) => Promise<void>;
  onLook: (id: string) => void;
}

/** Hits are the questions that were found: what is asked, the answer, and whether it is picked or starred. */
export function Hits({ questions, picks, onStar, onLook }: Props) {
  return (
    <ol class="hits">
      {questions.map((question) => (
        <li key={question.id} class="hit" data-picked={picks.has(question.id) ? "" : undefined}>
          <button
            type="button"
            class="hit-pick"
            role="checkbox"
            aria-checked={picks.has(question.id)}
            aria-label={t("find.pick", { prompt: question.prompt })}
            onClick={() => picks.toggle(question)}
          >
            <span class="hit-box">{picks.has(question.id) ? <Tick /> : null}</span>
          </button>
          <div class="hit-words">
            <button type="button" class="hit-prompt" aria-haspopup="dialog" onClick={() => onLook(question.id)}>
              <Words text={question.prompt} lang={question.language} />
            </button>
            {question.answer ? <p class="hit-answer"><Words text={answerOf(question)} lang={question.language} /></p> : null}
            <p class="hit-facts">{factsOf(question).join(" · ")}</p>
          </div>
          <Star question={question} onStar={onStar} />
        </li>
      ))}
    </ol>
  );
}

/** answerOf is the right answer in words. */
export function answerOf(question: Found): string {
  if (question.kind !== "truefalse") return question.answer;
  return t(question.answer === "true" ? "answer.true" : "answer.false");
}

/** factsOf says in few words what a question is and where it comes from. */
export function factsOf(question: Found): string[] {
  const facts = [t(`find.kind.${question.kind}`)];
  if (question.difficulty) facts.push(t(`find.difficulty.${question.difficulty}`));
  if (question.kind !== "slide") facts.push(t("find.seconds", { seconds: question.seconds }));
  facts.push(question.round ? `${question.pack_title}, ${question.round}` : question.pack_title);
  if (question.played) facts.push(t("find.last", { day: moment(question.played, { dateStyle: "medium" }) }));
  return facts;
}
