import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { unlock } from "../../lib/sound.ts";
import { Button } from "../../ui/button.tsx";
import { announce } from "../../ui/live.tsx";
import { Words } from "../../ui/words.tsx";
import { useChoiceKeys } from "../hooks.ts";
import { nextFree, paired } from "./pairs.ts";
import { settled, type AnswerProps } from "./props.ts";
import "./match.css";

/** Pairs to match: tap a left side, then what belongs to it. The next free left side is chosen by itself. */
export function Match(props: AnswerProps) {
  const { question, onAnswer } = props;
  const lefts = question.lefts ?? [];
  const rights = question.choices ?? [];
  const [pairs, setPairs] = useState<readonly number[]>(() => lefts.map(() => -1));
  const [chosen, setChosen] = useState(0);
  const done = settled(props);
  const take = (right: number): void => {
    if (done) return;
    unlock();
    const next = paired(pairs, chosen, right);
    setPairs(next);
    announce(t("match.paired", { left: lefts[chosen] ?? "", right: rights[right] ?? "" }));
    setChosen(nextFree(next, chosen));
  };
  useChoiceKeys(rights.length, take);
  if (done) return null;
  const free = pairs.filter((r) => r < 0).length;
  return (
    <>
      <ul class="lefts" aria-label={t("match.lefts")}>
        {lefts.map((left, i) => {
          const right = pairs[i] ?? -1;
          return (
            <li key={i}>
              <button type="button" class="left" aria-pressed={i === chosen} data-filled={right >= 0 || undefined} onClick={() => setChosen(i)}>
                <span class="left-text"><Words text={left} lang={question.lang} /></span>
                <span class="left-right">
                  {right >= 0 ? <Words text={rights[right] ?? ""} lang={question.lang} /> : <span class="left-gap">{t("match.gap")}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <div class="rights" role="group" aria-label={t("match.rights", { left: lefts[chosen] ?? "" })}>
        {rights.map((right, i) => (
          <button key={i} type="button" class="right" data-used={pairs.includes(i) || undefined} aria-pressed={pairs[chosen] === i} aria-keyshortcuts={i < 9 ? String(i + 1) : undefined} onClick={() => take(i)}>
            <Words text={right} lang={question.lang} />
          </button>
        ))}
      </div>
      <Button kind="primary" large class="lock-in" disabled={free === lefts.length} onClick={() => onAnswer({ pick: [...pairs] })}>
        {free ? t("match.lock", { left: lefts.length - free, of: lefts.length }) : t("lock.in")}
      </Button>
    </>
  );
}
