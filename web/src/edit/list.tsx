import { useRef } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { flip, places as rowsAt } from "../lib/motion.ts";
import { useDrag } from "../player/answers/drag.ts";
import { Button } from "../ui/button.tsx";
import { announce } from "../ui/live.tsx";
import { Words } from "../ui/words.tsx";
import { moved } from "./change.ts";
import type { Editor } from "./editor.ts";
import type { Question } from "./pack.ts";
import { placesOf, tally, type Places } from "./place.ts";
import "./list.css";

interface Props {
  editor: Editor;
  /** The question that is worked on; empty is the pack itself. */
  at: string;
  found: ReadonlyMap<string, Places>;
  foreign: boolean;
  onGo: (id: string) => void;
  onAdd: () => void;
}

/** List is the questions in their order. They are chosen here, and moved: by dragging, by Alt and the arrow keys, by buttons beside the form. */
export function List({ editor, at, found, foreign, onGo, onAdd }: Props) {
  const root = useRef<HTMLOListElement>(null);
  const { questions } = editor.history.value.now;
  const focus = (place: number): void => root.current?.querySelectorAll<HTMLElement>(".item-go")[place]?.focus();
  const move = (from: number, to: number, slide = true): void => {
    if (to < 0 || to >= questions.length || to === from || foreign) return;
    const before = root.current && slide ? rowsAt(root.current) : null;
    editor.change(moved(editor.pack, from, to));
    announce(t("edit.moved", { place: to + 1, of: questions.length }));
    requestAnimationFrame(() => {
      if (before && root.current) flip(root.current, before, 180);
      if (slide) focus(to);
    });
  };
  const drag = useDrag(root, (from, to) => move(from, to, false));
  const key = (e: KeyboardEvent, place: number): void => {
    const step = e.key === "ArrowUp" ? -1 : e.key === "ArrowDown" ? 1 : 0;
    if (step === 0 || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    e.stopPropagation();
    if (e.altKey) move(place, place + step);
    else focus(place + step);
  };
  return (
    <nav class="list" aria-label={t("edit.list")}>
      <button type="button" class="item item-about" aria-current={at === "" || undefined} onClick={() => onGo("")}>
        <span class="item-words">{t("edit.about")}</span>
        <Badge places={placesOf(found, "")} />
      </button>
      <ol ref={root}>
        {questions.map((q, place) => (
          <li key={q.id} class="item-row" data-id={q.id}>
            {q.round && q.round !== questions[place - 1]?.round ? <p class="item-round">{q.round}</p> : null}
            <div class="item" data-on={q.id === at ? "" : undefined}>
              {foreign ? null : <span class="item-grip" aria-hidden="true" {...drag(place)}>⠿</span>}
              <button
                type="button" class="item-go" data-kind={q.kind} aria-current={q.id === at || undefined} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                onClick={() => onGo(q.id)} onKeyDown={(e) => key(e, place)}
              >
                <span class="item-place">{place + 1}</span>
                <Line q={q} />
                <Badge places={placesOf(found, q.id)} />
              </button>
            </div>
          </li>
        ))}
      </ol>
      {foreign ? null : <Button class="list-add" aria-keyshortcuts="Control+Enter" onClick={onAdd}>{t("edit.add")}</Button>}
    </nav>
  );
}

function Line({ q }: { q: Question }) {
  return (
    <span class="item-words">
      <span class="item-prompt">{q.prompt ? <Words text={q.prompt} lang={q.language} /> : <em>{t("edit.untitled")}</em>}</span>
      <small>{t(`edit.kind.${q.kind}`)}</small>
    </span>
  );
}

/** Badge counts what was found in a question. */
function Badge({ places }: { places: Places }) {
  const { errors, hints } = tally(places);
  if (errors + hints === 0) return null;
  const words = errors > 0 ? t("edit.badge.errors", { count: errors }) : t("edit.badge.hints", { count: hints });
  return <span class="item-badge" data-severity={errors > 0 ? "error" : "hint"}><span aria-hidden="true">{errors || hints}</span><span class="sr-only">{words}</span></span>;
}
