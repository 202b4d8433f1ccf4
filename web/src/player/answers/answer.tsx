import { Choose } from "./choose.tsx";
import { Match } from "./match.tsx";
import { NumberAnswer } from "./number.tsx";
import { Order } from "./order.tsx";
import type { AnswerProps } from "./props.ts";
import { TypeAnswer } from "./type.tsx";

/** Answer is the way to answer a question of any kind. */
export function Answer(props: AnswerProps) {
  switch (props.question.kind) {
    case "single":
    case "truefalse":
    case "poll":
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
    case "slide":
      return null;
  }
}
