// Dragging a row of a list up and down with a pointer. It is an extra: buttons do the same.

import type { RefObject } from "preact";
import { useRef } from "preact/hooks";

interface Grip {
  onPointerDown: (e: PointerEvent) => void;
  onPointerMove: (e: PointerEvent) => void;
  onPointerUp: (e: PointerEvent) => void;
  onPointerCancel: (e: PointerEvent) => void;
}

/** Gives the handlers of the grip in each row. `drop` is told from which place to which the row was dragged. */
export function useDrag(list: RefObject<HTMLElement | null>, drop: (from: number, to: number) => void): (place: number) => Grip {
  const held = useRef<{ from: number; startY: number; row: HTMLElement; tops: number[] } | null>(null);

  const rows = (): HTMLElement[] => Array.from(list.current?.querySelectorAll<HTMLElement>("[data-id]") ?? []);

  /** The place whose middle is nearest to the middle of the dragged row. */
  const target = (y: number): number => {
    const h = held.current;
    if (!h) return 0;
    const middle = (h.tops[h.from] ?? 0) + (y - h.startY);
    let best = h.from;
    h.tops.forEach((top, i) => {
      if (Math.abs(top - middle) < Math.abs((h.tops[best] ?? 0) - middle)) best = i;
    });
    return best;
  };

  const end = (): void => {
    held.current?.row.removeAttribute("data-dragged");
    for (const row of rows()) row.style.transform = "";
    held.current = null;
  };

  return (place) => ({
    onPointerDown(e) {
      const row = rows()[place];
      if (!row || e.button !== 0 || !(e.currentTarget instanceof HTMLElement)) return;
      e.currentTarget.setPointerCapture(e.pointerId);
      held.current = { from: place, startY: e.clientY, row, tops: rows().map((r) => r.offsetTop) };
      row.setAttribute("data-dragged", "");
    },
    onPointerMove(e) {
      const h = held.current;
      if (!h) return;
      h.row.style.transform = `translateY(${e.clientY - h.startY}px)`;
      const to = target(e.clientY);
      const shift = h.row.offsetHeight + 8;
      rows().forEach((row, i) => {
        if (i === h.from) return;
        const way = i > h.from && i <= to ? -1 : i < h.from && i >= to ? 1 : 0;
        row.style.transform = way ? `translateY(${way * shift}px)` : "";
      });
    },
    onPointerUp(e) {
      const h = held.current;
      if (!h) return;
      const to = target(e.clientY);
      end();
      if (to !== h.from) drop(h.from, to);
    },
    onPointerCancel: end,
  });
}
