// Which sound, and which words for those who do not see the screen, belong to a turn of the game. Pure.
import type { View } from "../lib/protocol.ts";
import type { Sound } from "../lib/sound.ts";

/** cueOf names the sound for the step from one view to the next; undefined for silence. */
export function cueOf(before: View | null, after: View): Sound | undefined {
  if (!before) return undefined;
  if (before.turn === after.turn) {
    const came = (after.lobby?.players ?? 0) > (before.lobby?.players ?? 0);
    return after.phase === "lobby" && came ? "tick" : undefined;
  }
  switch (after.phase) {
    case "round":
    case "open":
      return "start";
    case "closing":
      return "lock";
    case "reveal":
      return after.question?.kind === "poll" ? "lock" : "right";
    case "podium":
      return "fanfare";
    default:
      return undefined;
  }
}

/** saidOf gives what a screen reader is told of a turn: the title, the prompt, the right answer. Empty for nothing. */
export function saidOf(view: View): string {
  switch (view.phase) {
    case "round":
      return view.round?.title ?? "";
    case "ready":
      return view.question?.prompt ?? "";
    case "reveal":
      return [view.reveal?.text ?? "", view.reveal?.summary ?? ""].filter((part) => part !== "").join(". ");
    default:
      return "";
  }
}
