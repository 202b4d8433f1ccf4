import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import type { Told } from "../preview/frame.ts";
import { addressOf } from "./files.ts";
import type { Editor } from "./editor.ts";
import type { Question } from "./pack.ts";
import { shown, type Moment } from "./show.ts";
import "./preview.css";

type Audience = "phone" | "screen";

/** How large a phone and a screen are, in pixels of the page that is shown in them. */
const sizes: Record<Audience, { width: number; height: number }> = {
  phone: { width: 360, height: 680 },
  screen: { width: 1280, height: 720 },
};

/** Preview shows a question as it is written: on a player's phone, where it can be tried, and on the screen. */
export function Preview({ editor, q }: { editor: Editor; q: Question }) {
  const [moment, setMoment] = useState<Moment>("question");
  const now: Moment = q.kind === "slide" ? "question" : moment;
  return (
    <div class="preview">
      {q.kind === "slide" ? null : (
        <div class="preview-choice" role="group" aria-label={t("edit.preview.moment")}>
          {(["question", "answer"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === now} onClick={() => setMoment(one)}>{t(`edit.preview.${one}`)}</button>
          ))}
        </div>
      )}
      <Framed editor={editor} q={q} moment={now} audience="screen" />
      <Framed editor={editor} q={q} moment={now} audience="phone" />
    </div>
  );
}

interface FramedProps {
  editor: Editor;
  q: Question;
  moment: Moment;
  audience: Audience;
}

/** Framed is a page of the player or the screen, made smaller until it fits. */
function Framed({ editor, q, moment, audience }: FramedProps) {
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const pack = editor.history.value.now;
  const tell = useRef<() => void>(() => undefined);
  tell.current = () => {
    const what = shown(pack, q, moment, (src) => addressOf(src, editor), audience);
    const key = [q.id, q.kind, moment, what.view.question?.size ?? 0].join("/");
    frame.current?.contentWindow?.postMessage({ trivium: "preview", key, shown: what } satisfies Told, location.origin);
  };
  useEffect(() => {
    const ready = (e: MessageEvent<{ trivium?: string }>): void => {
      if (e.source === frame.current?.contentWindow && e.data?.trivium === "ready") tell.current();
    };
    addEventListener("message", ready);
    return () => removeEventListener("message", ready);
  }, []);
  useEffect(() => tell.current(), [pack, q, moment]);
  useLayoutEffect(() => {
    const { width, height } = sizes[audience];
    const fit = (): void => {
      if (!box.current || !frame.current) return;
      const scale = Math.min(1, box.current.clientWidth / width);
      frame.current.style.transform = `scale(${scale})`;
      box.current.style.blockSize = `${Math.ceil(height * scale)}px`;
    };
    const watcher = new ResizeObserver(fit);
    if (box.current) watcher.observe(box.current);
    fit();
    return () => watcher.disconnect();
  }, []);
  const { width, height } = sizes[audience];
  return (
    <figure class="preview-one" data-audience={audience}>
      <figcaption>{t(`edit.preview.${audience}`)}</figcaption>
      <div class="preview-box" ref={box}>
        <iframe ref={frame} src={`/host/preview/${audience}`} title={t(`edit.preview.${audience}`)} width={width} height={height} />
      </div>
    </figure>
  );
}
