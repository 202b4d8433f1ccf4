// What stands under the prompt while answers are taken: tiles, or what there is to order, to match or to type.
import type { QuestionView } from "../lib/protocol.ts";
import { t } from "../lib/i18n.ts";
import { hueOf, letterOf, Shape } from "../ui/shape.tsx";
import { choiceText } from "../ui/reveal.tsx";
import { Words } from "../ui/words.tsx";
import { fitChoices } from "./scene.ts";
import "../ui/tiles.css";
import "./body.css";

/** Body is the lower half of the question scene. */
export function Body({ question }: { question: QuestionView }) {
  switch (question.kind) {
    case "single":
    case "multi":
    case "truefalse":
    case "poll":
      return <ScreenTiles question={question} />;
    case "order":
      return <Items question={question} words={t("screen.question.order")} items={question.choices ?? []} />;
    case "match":
      return <MatchBody question={question} />;
    case "number":
      return <Typed words={numberWords(question)} sign="123" />;
    case "text":
      return <Typed words={t("screen.question.text")} sign="Abc" />;
    case "slide":
      return null;
  }
}

/** ScreenTiles look like the phones' tiles and can not be pressed. */
function ScreenTiles({ question }: { question: QuestionView }) {
  const size = question.size ?? question.choices?.length ?? 0;
  const texts = Array.from({ length: size }, (_, index) => choiceText(question, index));
  return (
    <ol class="answers" data-size={size} data-fit={fitChoices(texts)}>
      {texts.map((text, index) => (
        <li key={index} class={`answer hue-${hueOf(index)}`}>
          <span class="answer-mark">
            <Shape index={index} />
            {letterOf(index)}
          </span>
          <Words text={text} lang={question.lang} />
        </li>
      ))}
    </ol>
  );
}

function Items({ question, words, items }: { question: QuestionView; words: string; items: readonly string[] }) {
  return (
    <div class="things">
      <p class="things-words">{words}</p>
      <ul class="things-list" data-fit={fitChoices(items)}>
        {items.map((item) => (
          <li key={item} class="thing"><Words text={item} lang={question.lang} /></li>
        ))}
      </ul>
    </div>
  );
}

function MatchBody({ question }: { question: QuestionView }) {
  const lefts = question.lefts ?? [];
  const rights = question.choices ?? [];
  return (
    <div class="things">
      <p class="things-words">{t("screen.question.match")}</p>
      <div class="things-pairs">
        <ul class="things-column" data-fit={fitChoices(lefts)}>
          {lefts.map((left) => <li key={left} class="thing thing-left"><Words text={left} lang={question.lang} /></li>)}
        </ul>
        <ul class="things-column things-rights" data-fit={fitChoices(rights)}>
          {rights.map((right) => <li key={right} class="thing"><Words text={right} lang={question.lang} /></li>)}
        </ul>
      </div>
    </div>
  );
}

function numberWords(question: QuestionView): string {
  const unit = question.unit ? ` ${question.unit}` : "";
  const range = question.range;
  if (!range) return t("screen.question.numberhint");
  return t("screen.question.between", { min: range.min, max: range.max + unit });
}

function Typed({ words, sign }: { words: string; sign: string }) {
  return (
    <div class="typed">
      <svg class="typed-phone" viewBox="0 0 60 100" aria-hidden="true">
        <rect x="3" y="3" width="54" height="94" rx="10" />
        <path d="M24 88h12" />
        <rect class="typed-field" x="11" y="38" width="38" height="20" rx="5" />
        <text x="30" y="52.5">{sign}</text>
      </svg>
      <p class="typed-words">{words}</p>
    </div>
  );
}
