import type { RevealView } from "../../lib/protocol.ts";
import { number, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Cross, Tick } from "../../ui/shape.tsx";
import type { Console } from "./console.ts";
import "./judge.css";

interface Props {
  line: Console;
  showing: number;
  reveal: RevealView;
  /** Whether the host may overrule: typed answers, not numbers. */
  judging: boolean;
}

/** Judge lists what was typed, and lets the host accept what the rules did not, or the other way round. */
export function Judge({ line, showing, reveal, judging }: Props) {
  const given = reveal.given ?? [];
  return (
    <div class="judge">
      {reveal.text ? (
        <p class="judge-answer"><span class="verdict" data-right="true"><Tick /></span><bdi>{reveal.text}</bdi></p>
      ) : null}
      {given.length === 0 ? <p>{t("host.answers.none")}</p> : <h3>{t("host.answers.given")}</h3>}
      <ul class="judge-list">
        {given.map((answer) => (
          <li key={answer.key || answer.text}>
            <span class="verdict" data-right={answer.right} role="img" aria-label={t(answer.right ? "host.answers.right" : "host.answers.wrong")}>
              {answer.right ? <Tick /> : <Cross />}
            </span>
            <bdi class="judge-text">{answer.text}</bdi>
            <span class="judge-count" aria-label={t("host.answers.times", { count: answer.count })}>{number(answer.count)}</span>
            {judging ? (
              <Button
                kind={answer.right ? "quiet" : "plain"}
                aria-label={t(answer.right ? "host.answers.reject.of" : "host.answers.accept.of", { text: answer.text })}
                onClick={() => void line.act("judge", { showing, text: answer.key, right: !answer.right })}
              >
                {t(answer.right ? "host.answers.reject" : "host.answers.accept")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
