import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { unlock } from "../../lib/sound.ts";
import { Button } from "../../ui/button.tsx";
import { settled, type AnswerProps } from "./props.ts";
import "../../ui/entry.css";
import "./type.css";

/** A line to type in. */
export function TypeAnswer(props: AnswerProps) {
  return (
    <Line {...props} label={t("type.label")} inputMode="text" />
  );
}

interface LineProps extends AnswerProps {
  label: string;
  inputMode: "text" | "decimal";
  unit?: string | undefined;
}

/** A field with a button; numbers that are typed use it too. */
export function Line(props: LineProps) {
  const { question, answer, onAnswer, label, inputMode, unit } = props;
  const [text, setText] = useState(answer?.text ?? "");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // With a mouse there is a keyboard: typing may begin at once. A phone's keyboard would hide the question.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);
  if (settled(props)) return null;
  return (
    <form
      class="line"
      onSubmit={(e) => {
        e.preventDefault();
        unlock();
        const typed = text.trim();
        if (typed) onAnswer({ text: typed });
      }}
    >
      <label class="field" for="answer">
        <span class="field-label">{label}</span>
        <span class="line-field">
          <input
            id="answer"
            ref={field}
            class="field-input"
            lang={question.lang}
            dir="auto"
            inputMode={inputMode}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="send"
            maxLength={120}
            value={text}
            aria-describedby="prompt"
            aria-invalid={answer?.code === "bad" ? true : undefined}
            onInput={(e) => setText(e.currentTarget.value)}
          />
          {unit ? <span class="line-unit">{unit}</span> : null}
        </span>
      </label>
      <Button kind="primary" large type="submit" disabled={!text.trim()}>{t("lock.in")}</Button>
    </form>
  );
}
