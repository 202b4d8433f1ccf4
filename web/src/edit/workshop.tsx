import { useEffect, useMemo, useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { setupOf } from "../host/bank.ts";
import { Button } from "../ui/button.tsx";
import { announce } from "../ui/live.tsx";
import { Conflict } from "./conflict.tsx";
import { added, duplicated, moved, removed } from "./change.ts";
import { Exchange } from "./exchange.tsx";
import { painted } from "./files.ts";
import { AboutForm } from "./form/about.tsx";
import { QuestionForm } from "./form/question.tsx";
import { Keys } from "./keys.tsx";
import { List } from "./list.tsx";
import type { Opened } from "./open.ts";
import { placed, placesOf } from "./place.ts";
import { Preview } from "./preview.tsx";
import { Kept, Notices } from "./status.tsx";
import { useKeys } from "./use_keys.ts";
import type { Editor } from "./editor.ts";

type Pane = "list" | "form" | "preview";

/** Workshop is the editor: the questions, the form of the one that is worked on, and how that will look. */
export function Workshop({ opened }: { opened: Opened }) {
  const { editor } = opened;
  const pack = editor.history.value.now;
  const [at, setAt] = useState(() => (editor.stored || opened.restored ? pack.questions[0]?.id ?? "" : ""));
  const [pane, setPane] = useState<Pane>("form");
  const [restored, setRestored] = useState(opened.restored);
  const found = useMemo(() => placed(editor.findings.value), [editor.findings.value]);
  const foreign = editor.status.value === "foreign";
  const q = pack.questions.find((one) => one.id === at);
  const place = q ? pack.questions.indexOf(q) : -1;
  useLeaving(editor);
  useEffect(() => {
    if (editor.status.value === "saved") setRestored(false);
  }, [editor.status.value]);
  const go = (id: string): void => {
    setAt(id);
    setPane("form");
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".edit-form [name=prompt], .edit-form [name=title]")?.focus());
  };
  const deeds = {
    undo: () => step(editor.undo(), "edit.undone"),
    redo: () => step(editor.redo(), "edit.redone"),
    add: () => act(added(editor.pack, at, q?.kind ?? "single"), "edit.added"),
    duplicate: () => q && act(duplicated(editor.pack, q.id), "edit.duplicated"),
    remove: () => q && act(removed(editor.pack, q.id), "edit.removed"),
    move: (by: number) => {
      if (!q || !pack.questions[place + by]) return;
      editor.change(moved(editor.pack, place, place + by));
      announce(t("edit.moved", { place: place + by + 1, of: pack.questions.length }));
    },
    turn: (by: number) => {
      const next = pack.questions[place + by];
      if (next) go(next.id);
      else if (place + by === -1) go("");
    },
  };
  const step = (question: string | undefined, said: "edit.undone" | "edit.redone"): void => {
    if (question !== undefined) setAt(question);
    announce(t(said));
  };
  const act = (done: ReturnType<typeof added>, said: "edit.added" | "edit.duplicated" | "edit.removed"): void => {
    editor.change(done.pack);
    go(done.id);
    announce(t(said));
  };
  useKeys(deeds);
  return (
    <div class="edit" data-pane={pane}>
      <header class="edit-head">
        <a class="edit-back" href="/host">{t("edit.back")}</a>
        {editor.stored ? (
          <Button kind="primary" class="edit-play" busy={!foreign && editor.status.value !== "saved"} onClick={() => location.assign(setupOf(pack.id))}>
            {t("edit.play")}
          </Button>
        ) : null}
        <h1>{pack.title || t("edit.untitled.pack")}</h1>
        <Kept editor={editor} />
        {foreign ? null : <Steps editor={editor} deeds={deeds} />}
      </header>
      <Notices editor={editor} restored={restored} twice={opened.twice} onCopy={() => void copy(editor)} />
      <Conflict editor={editor} onDone={() => announce(t("edit.conflict.done"))} />
      <div class="edit-panes" role="group" aria-label={t("edit.panes")}>
        {(["list", "form", "preview"] as const).map((one) => (
          <button key={one} type="button" aria-pressed={pane === one} onClick={() => setPane(one)}>{t(`edit.pane.${one}`)}</button>
        ))}
      </div>
      <aside class="edit-list"><List editor={editor} at={q ? at : ""} found={found} foreign={foreign} onGo={go} onAdd={deeds.add} /></aside>
      <section class="edit-form" aria-label={q ? t("edit.question.of", { place: place + 1, of: pack.questions.length }) : t("edit.about")} key={q?.id ?? ""}>
        {q && !foreign ? (
          <div class="edit-deeds">
            <h2>{t("edit.question.of", { place: place + 1, of: pack.questions.length })}</h2>
            <Button disabled={place === 0} aria-label={t("edit.up")} aria-keyshortcuts="Alt+ArrowUp" onClick={() => deeds.move(-1)}>↑</Button>
            <Button disabled={place === pack.questions.length - 1} aria-label={t("edit.down")} aria-keyshortcuts="Alt+ArrowDown" onClick={() => deeds.move(1)}>↓</Button>
            <Button onClick={deeds.duplicate}>{t("edit.duplicate")}</Button>
            <Button onClick={deeds.remove}>{t("edit.remove")}</Button>
          </div>
        ) : null}
        <fieldset class="edit-fields" disabled={foreign}>
          {q ? <QuestionForm editor={editor} q={q} places={placesOf(found, q.id)} /> : <AboutForm editor={editor} places={placesOf(found, "")} />}
        </fieldset>
        {q ? null : <Exchange editor={editor} />}
      </section>
      <aside class="edit-preview" tabIndex={0} aria-label={t("edit.preview")}>{q ? <Preview editor={editor} q={q} /> : <p class="edit-quiet">{t("edit.preview.none")}</p>}</aside>
    </div>
  );
}

function Steps({ editor, deeds }: { editor: Editor; deeds: { undo: () => void; redo: () => void } }) {
  const { past, future } = editor.history.value;
  return (
    <div class="edit-steps">
      <Step words={t("edit.undo")} keys="Control+Z" path="M9 5 4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3" disabled={past.length === 0} onClick={deeds.undo} />
      <Step words={t("edit.redo")} keys="Control+Shift+Z" path="m15 5 5 5-5 5m5-5H10a6 6 0 0 0 0 12h3" disabled={future.length === 0} onClick={deeds.redo} />
      <Keys />
    </div>
  );
}

interface StepProps {
  words: string;
  keys: string;
  path: string;
  disabled: boolean;
  onClick: () => void;
}

/** Step is a button that has an arrow in the place of its words where there is no room for them. */
function Step({ words, keys, path, disabled, onClick }: StepProps) {
  return (
    <Button disabled={disabled} aria-label={words} aria-keyshortcuts={keys} onClick={onClick}>
      <svg class="shape step-icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={path} fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
      <span class="step-words">{words}</span>
    </Button>
  );
}

/** copy goes on with a pack of one's own. Drawings in SVG, which only shipped packs may have, become pictures. */
async function copy(editor: Editor): Promise<void> {
  const paintings = new Map<string, string>();
  for (const { src } of editor.pack.questions.flatMap((q) => q.media ?? [])) {
    if (!src.endsWith(".svg") || paintings.has(src)) continue;
    const painting = await painted(src);
    editor.addFile(painting.src, painting.base64);
    paintings.set(src, painting.src);
  }
  editor.copy(t("edit.copy.title", { title: editor.pack.title }), paintings);
}

/** useLeaving writes down what is not written yet when the page may go, and looks at the server again when the line may be back. */
function useLeaving(editor: Editor): void {
  useEffect(() => {
    const leave = (): void => void editor.flush();
    const back = (): void => editor.wake();
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    addEventListener("online", back);
    return () => {
      removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
      removeEventListener("online", back);
    };
  }, []);
}
