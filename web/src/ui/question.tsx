import type { RefObject } from "preact";
import type { MediaView, QuestionView } from "../lib/protocol.ts";
import { t } from "../lib/i18n.ts";
import { Words } from "./words.tsx";
import "./question.css";

interface PromptProps {
  question: QuestionView;
  id?: string;
  /** To move the focus here when the question comes on. */
  heading?: RefObject<HTMLHeadingElement | null>;
}

/** The prompt, as a heading, in a size that fits its length. */
export function Prompt({ question, id, heading }: PromptProps) {
  const text = question.prompt ?? "";
  const length = [...text].length;
  const fit = length <= 60 ? "l" : length <= 140 ? "m" : "s";
  return (
    <h1 class="prompt" data-fit={fit} id={id} tabIndex={-1} {...(heading ? { ref: heading } : {})}>
      {text ? <Words text={text} lang={question.lang} /> : t("question.look")}
    </h1>
  );
}

/** Pictures and sounds of a question or a reveal. */
export function Media({ media }: { media: readonly MediaView[] | undefined }) {
  if (!media?.length) return null;
  return (
    <div class="media">
      {media.map((m) =>
        m.type === "audio" ? (
          <audio key={m.url} controls preload="auto" src={m.url} aria-label={m.alt} />
        ) : (
          <img key={m.url} src={m.url} alt={m.alt} decoding="async" />
        ),
      )}
    </div>
  );
}
