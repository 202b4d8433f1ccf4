import { t } from "../lib/i18n.ts";
import type { Kind } from "../lib/protocol.ts";
import { Choose } from "../player/answers/choose.tsx";
import { Match } from "../player/answers/match.tsx";
import { NumberAnswer } from "../player/answers/number.tsx";
import { Order } from "../player/answers/order.tsx";
import type { AnswerProps } from "../player/answers/props.ts";
import { TypeAnswer } from "../player/answers/type.tsx";
import "../player/door.css";

/** Answer is the way to answer a kind of question, the same as in a game. */
export function Answer(props: AnswerProps) {
  switch (props.question.kind) {
    case "single":
    case "truefalse":
    case "multi":
      return <Choose {...props} />;
    case "text":
      return <TypeAnswer {...props} />;
    case "number":
      return <NumberAnswer {...props} />;
    case "order":
      return <Order {...props} />;
    case "match":
      return <Match {...props} />;
    case "poll":
    case "slide":
      return null; // they have no answer and are not asked here
  }
}

/** What a kind of question asks for, where its look does not say it. */
export function hintOf(kind: Kind): string {
  switch (kind) {
    case "multi":
    case "text":
    case "number":
    case "order":
    case "match":
      return t(`hint.${kind}`);
    default:
      return "";
  }
}
