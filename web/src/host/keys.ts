// The host's keys. They work without a modifier, so they can be switched off (WCAG 2.1.4) and never act while one types.

/** KeyAction is what a key asks for. */
export type KeyAction = "next" | "answers" | "correct" | "ranking" | "pause" | "more" | "lock" | "help";

/** keyList is the list of keys as the help dialog shows it. */
export const keyList: readonly { key: string; action: KeyAction }[] = [
  { key: "Space", action: "next" },
  { key: "A", action: "answers" },
  { key: "C", action: "correct" },
  { key: "R", action: "ranking" },
  { key: "P", action: "pause" },
  { key: "+", action: "more" },
  { key: "L", action: "lock" },
  { key: "?", action: "help" },
];

/** Pressed is the part of a keyboard event that matters here. */
export interface Pressed {
  key: string;
  ctrlKey?: boolean;
  altKey?: boolean;
  metaKey?: boolean;
  repeat?: boolean;
}

/** actionOf says what a key press asks for; undefined for nothing. A key that is held down acts once. */
export function actionOf(press: Pressed): KeyAction | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat) return undefined;
  const name = press.key === " " ? "SPACE" : press.key.toUpperCase();
  return keyList.find((entry) => entry.key.toUpperCase() === name)?.action;
}

/** typesInto tells whether an element takes the key for itself: a field, or a button or link under the space bar. */
export function typesInto(element: { tagName: string; isContentEditable?: boolean } | null, key: string): boolean {
  if (!element) return false;
  if (element.isContentEditable) return true;
  if (["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName)) return true;
  return key === " " && ["BUTTON", "A", "SUMMARY"].includes(element.tagName);
}
