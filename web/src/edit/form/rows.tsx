import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { useDrag } from "../../player/answers/drag.ts";
import { Button } from "../../ui/button.tsx";
import { announce } from "../../ui/live.tsx";
import { Cross } from "../../ui/shape.tsx";
import { shifted, without } from "../change.ts";
import "./rows.css";

interface Props<T> {
  /** What a row is called: "Choice". */
  name: string;
  items: readonly T[];
  least: number;
  most: number;
  /** The word on the button that adds one. */
  add: string;
  blank: T;
  /** Rows can be moved. */
  ordered?: boolean;
  onChange: (items: T[]) => void;
  children: (item: T, place: number, set: (item: T) => void) => ComponentChildren;
}

/** Rows is a list that grows and shrinks. Return in a row goes to the next one, and makes it where there is none. */
export function Rows<T>({ name, items, least, most, add, blank, ordered, onChange, children }: Props<T>) {
  const root = useRef<HTMLOListElement>(null);
  const focus = (place: number, selector = "input:not([type=radio], [type=checkbox]), textarea"): void => {
    requestAnimationFrame(() => root.current?.children[place]?.querySelector<HTMLElement>(selector)?.focus());
  };
  const grow = (): void => {
    if (items.length >= most) return;
    onChange([...items, blank]);
    focus(items.length);
  };
  const shrink = (place: number): void => {
    onChange(without(items, place));
    focus(Math.min(place, items.length - 2));
  };
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= items.length || to === from) return;
    onChange(shifted(items, from, to));
    announce(t("edit.row.moved", { name, place: to + 1, of: items.length }));
  };
  const drag = useDrag(root, move);
  const key = (e: KeyboardEvent, place: number): void => {
    if (!(e.target instanceof HTMLInputElement) || e.target.type === "checkbox" || e.target.type === "radio" || e.isComposing) return;
    if (e.key === "Enter" && !e.ctrlKey && !e.metaKey) {
      e.preventDefault();
      if (place + 1 < items.length) focus(place + 1);
      else grow();
    }
    if (ordered && e.altKey && (e.key === "ArrowUp" || e.key === "ArrowDown")) {
      e.preventDefault();
      e.stopPropagation();
      const to = place + (e.key === "ArrowUp" ? -1 : 1);
      move(place, to);
      focus(Math.max(0, Math.min(to, items.length - 1)));
    }
  };
  return (
    <div class="rows">
      <ol ref={root}>
        {items.map((item, place) => (
          <li key={place} class="row" data-id={place} onKeyDown={(e) => key(e, place)}>
            {ordered ? <span class="row-grip" aria-hidden="true" {...drag(place)}>⠿</span> : null}
            <div class="row-inside">{children(item, place, (next) => onChange(items.map((old, i) => (i === place ? next : old))))}</div>
            <Button
              kind="quiet" class="row-remove" disabled={items.length <= least} aria-label={t("edit.row.remove", { name, place: place + 1 })}
              onClick={() => shrink(place)}
            >
              <Cross />
            </Button>
          </li>
        ))}
      </ol>
      {items.length < most ? <Button class="rows-add" onClick={grow}>{add}</Button> : null}
    </div>
  );
}
