import { t } from "../../lib/i18n.ts";
import type { Kind } from "../../lib/protocol.ts";
import { asKind, kinds } from "../blank.ts";
import type { Editor } from "../editor.ts";
import { withQuestion } from "../change.ts";
import type { Patch, Question } from "../pack.ts";
import type { Places } from "../place.ts";
import { Beside, Pick, Text } from "./beside.tsx";
import { Choices } from "./choices.tsx";
import { Figure } from "./figure.tsx";
import { Items, Pairs, Scoring } from "./lists.tsx";
import { MediaPart } from "./media.tsx";
import { FramePart, More } from "./more.tsx";
import type { PartProps } from "./props.ts";
import { Typed } from "./typed.tsx";
import "./form.css";

interface Props {
  editor: Editor;
  q: Question;
  places: Places;
}

/** QuestionForm is all of a question, with what was found in it beside each field. */
export function QuestionForm({ editor, q, places }: Props) {
  const pack = editor.history.value.now;
  const set = (patch: Patch, field = ""): void => editor.change(withQuestion(editor.pack, q.id, patch), field && `${q.id}/${field}`);
  // Voices, hyphens and the browser's spelling go by the language of the question.
  const part: PartProps = { pack, q: { ...q, language: q.language || pack.language }, places, set };
  const own: PartProps = { ...part, q };
  const answered = q.kind !== "slide";
  return (
    <div class="form">
      <Beside findings={places.get("")} />
      <Text
        label={t(answered ? "edit.prompt" : "edit.prompt.slide")} name="prompt" lines={3} value={q.prompt} lang={part.q.language} findings={places.get("prompt")}
        onInput={(prompt) => set({ prompt }, "prompt")}
      />
      <Pick
        label={t("edit.kind")} value={q.kind} findings={places.get("kind")}
        options={kinds.map((value) => ({ value, title: t(`edit.kind.${value}`) }))}
        onChange={(kind) => set(asKind(q, kind as Kind))}
      />
      <AnswerPart {...part} />
      <Scoring {...part} />
      <FramePart {...part} />
      <MediaPart {...part} editor={editor} />
      <Text
        label={t("edit.summary")} hint={t("edit.summary.hint")} lines={2} value={q.summary} lang={part.q.language} findings={places.get("summary")}
        onInput={(summary) => set({ summary }, "summary")}
      />
      <More {...own} />
    </div>
  );
}

/** AnswerPart is what only some kinds have. */
function AnswerPart(props: PartProps) {
  const { q, places, set } = props;
  switch (q.kind) {
    case "single":
    case "multi":
    case "poll":
      return <Choices {...props} />;
    case "truefalse":
      return (
        <fieldset class="form-part">
          <legend>{t("edit.answer")}</legend>
          <div class="form-yes">
            {[true, false].map((value) => (
              <label key={String(value)} class="option" data-on={(q.answer ?? false) === value ? "" : undefined}>
                <input type="radio" name={`answer-${q.id}`} checked={(q.answer ?? false) === value} onChange={() => set({ answer: value })} />
                <span class="option-title">{t(value ? "edit.answer.true" : "edit.answer.false")}</span>
              </label>
            ))}
          </div>
          <Beside findings={places.get("answer")} />
        </fieldset>
      );
    case "text":
      return <Typed {...props} />;
    case "number":
      return <Figure {...props} />;
    case "order":
      return <Items {...props} />;
    case "match":
      return <Pairs {...props} />;
    case "slide":
      return null;
  }
}
