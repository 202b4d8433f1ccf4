import { useState } from "preact/hooks";
import { currentLanguage, t } from "../../lib/i18n.ts";
import { unlock } from "../../lib/sound.ts";
import { Button } from "../../ui/button.tsx";
import { scaleOf, unmistakable } from "./decimal.ts";
import { settled, type AnswerProps } from "./props.ts";
import { Line } from "./type.tsx";

/** A number: typed, or chosen on a slider where the question has a range. */
export function NumberAnswer(props: AnswerProps) {
  const { question } = props;
  return question.range ? <Slider {...props} range={question.range} /> : (
    <Line {...props} label={t("number.label")} inputMode="decimal" unit={question.unit} />
  );
}

/** The slider runs over steps, not figures, and starts in the middle; the buttons go one step. */
function Slider(props: AnswerProps & { range: NonNullable<AnswerProps["question"]["range"]> }) {
  const { question, onAnswer, range } = props;
  const scale = scaleOf(range);
  const [step, setStep] = useState(Math.floor(scale.steps / 2));
  const [touched, setTouched] = useState(false);
  if (settled(props)) return null;
  const words = `${written(scale.at(step))}${question.unit ? ` ${question.unit}` : ""}`;
  const move = (to: number): void => {
    unlock();
    setTouched(true);
    setStep(Math.min(scale.steps, Math.max(0, to)));
  };
  return (
    <div class="slider">
      <output class="slider-value" for="slider" aria-hidden="true">{words}</output>
      <div class="slider-row">
        <Button class="slider-step" aria-label={t("slider.less")} onClick={() => move(step - 1)}>−</Button>
        <input
          id="slider"
          type="range"
          min={0}
          max={scale.steps}
          step={1}
          value={step}
          aria-label={t("number.label")}
          aria-valuetext={words}
          onInput={(e) => move(Number(e.currentTarget.value))}
        />
        <Button class="slider-step" aria-label={t("slider.more")} onClick={() => move(step + 1)}>+</Button>
      </div>
      <p class="slider-ends muted" aria-hidden="true"><span>{written(range.min)}</span><span>{written(range.max)}</span></p>
      <Button kind="primary" large class="lock-in" disabled={!touched} onClick={() => onAnswer({ text: unmistakable(scale.at(step)) })}>
        {t("lock.in")}
      </Button>
    </div>
  );
}

/** A figure as the reader's language writes it; years keep their four digits together. */
function written(figure: string): string {
  const digits = figure.split(".")[1]?.length ?? 0;
  return new Intl.NumberFormat(currentLanguage(), {
    minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: Math.abs(Number(figure)) >= 10_000,
  }).format(Number(figure));
}
