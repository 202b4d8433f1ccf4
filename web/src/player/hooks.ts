import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { recall, remember } from "../lib/storage.ts";

/** Moves the focus to the heading of a view when it comes on, so that readers by ear and by key start there. */
export function useFocusOn<E extends HTMLElement = HTMLHeadingElement>(key: unknown): RefObject<E | null> {
  const heading = useRef<E>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [key]);
  return heading;
}

/** Calls f once what was rendered is on the glass: two frames later. */
export function afterPaint(f: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(f);
  });
  return () => cancelAnimationFrame(frame);
}

/** Whether answers may be given by single keys; people who dictate switch that off (WCAG 2.1.4). */
export function keysOn(): boolean {
  return recall("keys") !== "off";
}

export function setKeys(on: boolean): void {
  remember("keys", on ? "on" : "off");
}

/** Calls f with the choice (from 0) that a key 1-9 or A-F stands for, unless somebody types or holds a modifier. */
export function useChoiceKeys(size: number, f: (index: number) => void): void {
  const latest = useRef(f);
  latest.current = f;
  // In the layout phase: whoever sees the choices can already press.
  useLayoutEffect(() => {
    const pressed = (e: KeyboardEvent): void => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.repeat || !keysOn()) return;
      if (e.target instanceof Element && e.target.closest("input,textarea,select,dialog")) return;
      const index = choiceOfKey(e.key);
      if (index < 0 || index >= size) return;
      e.preventDefault();
      latest.current(index);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [size]);
}

/** The choice that a key stands for, or -1. */
export function choiceOfKey(key: string): number {
  if (key.length !== 1) return -1;
  const digit = "123456789".indexOf(key);
  return digit >= 0 ? digit : "abcdef".indexOf(key.toLowerCase());
}
