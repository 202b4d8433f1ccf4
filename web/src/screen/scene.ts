// What of a view the screen shows, and how large: pure, so that it can be tested without a page.
import type { QuestionView, View } from "../lib/protocol.ts";

export type Scene =
  | "lobby"
  | "round"
  | "ready"
  | "slide"
  | "question"
  | "reveal"
  | "table"
  | "break"
  | "podium"
  | "ended";

/** sceneOf names the scene of a view. A pause is no scene: it is a cover over one. */
export function sceneOf(view: View): Scene {
  switch (view.phase) {
    case "lobby":
    case "round":
    case "reveal":
    case "table":
    case "break":
    case "podium":
    case "ended":
      return view.phase;
    case "ready":
      return view.question?.kind === "slide" ? "slide" : "ready";
    case "open":
    case "closing":
      return "question";
    default:
      return "ready";
  }
}

/** sceneKey changes when something new has to be brought on: then the scene is mounted afresh. */
export function sceneKey(view: View): string {
  const scene = sceneOf(view);
  switch (scene) {
    case "lobby":
    case "podium":
    case "ended":
      return scene;
    case "question":
      return `question-${view.question?.showing ?? 0}`;
    default:
      return `${scene}-${view.turn}`;
  }
}

/** Fit is a step of type size; the style sheet gives each its length. */
export type Fit = "xl" | "l" | "m" | "s";

/** fitPrompt chooses the type size of a prompt so that it stays within a few lines. */
export function fitPrompt(text: string, crowded: boolean): Fit {
  const length = [...text].length * (crowded ? 1.7 : 1);
  if (length <= 48) return "xl";
  if (length <= 120) return "l";
  if (length <= 210) return "m";
  return "s";
}

/** fitChoices chooses the type size of tiles by the longest of them. Where three stand in a row there is less room. */
export function fitChoices(choices: readonly string[]): Fit {
  const crowded = choices.length === 3 || choices.length > 4 ? 2.4 : 1;
  const longest = Math.max(0, ...choices.map((choice) => [...choice].length)) * crowded;
  if (longest <= 18) return "xl";
  if (longest <= 36) return "l";
  if (longest <= 70) return "m";
  return "s";
}

/** spacedPin parts a PIN in the middle, so that it can be read out and remembered. */
export function spacedPin(pin: string): string {
  if (pin.length < 6) return pin;
  const cut = Math.ceil(pin.length / 2);
  return `${pin.slice(0, cut)} ${pin.slice(cut)}`;
}

/** hasTiles tells whether a question is answered by choosing among tiles. */
export function hasTiles(question: QuestionView): boolean {
  return ["single", "multi", "truefalse", "poll"].includes(question.kind);
}

/** shownAddress leaves out what nobody has to type: the scheme and a slash at the end. */
export function shownAddress(url: string): string {
  return url.replace(/^https?:\/\//, "").replace(/\/+$/, "");
}
