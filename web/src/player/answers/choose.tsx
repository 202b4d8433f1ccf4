import { useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.ts";
import { unlock } from "../../lib/sound.ts";
import { Button } from "../../ui/button.tsx";
import { choiceText } from "../../ui/reveal.tsx";
import { Tiles, type TileState } from "../../ui/tiles.tsx";
import { useChoiceKeys } from "../hooks.ts";
import { settled, type AnswerProps } from "./props.ts";

/** Tiles: one tap answers; with several right choices, tiles are ticked and then locked in together. */
export function Choose(props: AnswerProps) {
  const { question, answer, onAnswer } = props;
  const multiple = question.kind === "multi";
  const [ticked, setTicked] = useState<readonly number[]>(answer?.pick ?? []);
  const done = settled(props);
  const given = answer && answer.status !== "refused" ? (answer.pick ?? []) : null;
  const size = question.size ?? question.choices?.length ?? 0;
  const press = (i: number): void => {
    if (done) return;
    unlock();
    if (!multiple) onAnswer({ pick: [i] });
    else setTicked((now) => (now.includes(i) ? now.filter((x) => x !== i) : [...now, i].sort((a, b) => a - b)));
  };
  useChoiceKeys(size, press);
  const stateOf = (i: number): TileState => {
    if (given) return given.includes(i) ? (answer?.status === "locked" ? "locked" : "sending") : "dimmed";
    if (done) return "dimmed";
    return ticked.includes(i) ? "picked" : "idle";
  };
  return (
    <>
      <Tiles
        size={size}
        choices={Array.from({ length: size }, (_, i) => choiceText(question, i))}
        lang={question.kind === "truefalse" ? undefined : question.lang}
        stateOf={stateOf}
        multiple={multiple}
        disabled={done}
        onPress={press}
        labelledBy="prompt"
      />
      {multiple && !done ? (
        <Button kind="primary" large class="lock-in" disabled={!ticked.length} onClick={() => onAnswer({ pick: [...ticked] })}>
          {ticked.length ? tn("lock.many", ticked.length) : t("lock.none")}
        </Button>
      ) : null}
    </>
  );
}
