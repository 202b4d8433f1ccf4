import { useEffect, useRef } from "preact/hooks";

/** What keys can do in the editor. */
export interface Deeds {
  undo: () => void;
  redo: () => void;
  add: () => void;
  move: (by: number) => void;
  turn: (by: number) => void;
}

/** deedOf says what a key press asks for; undefined leaves it to the browser. All need a modifier, so they work while one writes. */
export function deedOf(e: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">, deeds: Deeds): (() => void) | undefined {
  const command = (e.ctrlKey || e.metaKey) && !e.altKey;
  const key = e.key.toLowerCase();
  if (command && key === "z") return e.shiftKey ? deeds.redo : deeds.undo;
  if (command && key === "y") return deeds.redo;
  if (command && key === "enter") return deeds.add;
  if (!e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return undefined;
  switch (e.key) {
    case "ArrowUp":
      return () => deeds.move(-1);
    case "ArrowDown":
      return () => deeds.move(1);
    case "PageUp":
      return () => deeds.turn(-1);
    case "PageDown":
      return () => deeds.turn(1);
    default:
      return undefined;
  }
}

/** useKeys has the keys of the editor work anywhere on the page but in a dialog. */
export function useKeys(deeds: Deeds): void {
  const latest = useRef(deeds);
  latest.current = deeds;
  useEffect(() => {
    const pressed = (e: KeyboardEvent): void => {
      if (e.isComposing || e.target instanceof Element && e.target.closest("dialog")) return;
      const deed = deedOf(e, latest.current);
      if (!deed) return;
      e.preventDefault();
      deed();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
