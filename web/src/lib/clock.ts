// Room time on this device. Every message with a `now` is a sample of the distance between the room's clock and ours; a
// message can only be late, which makes its sample too small, so the largest one is the best.

import type { OwnView, View } from "./protocol.ts";

/** Milliseconds on a clock that never jumps. */
export const localNow = (): number => performance.now();

/** The distance after another sample. `previous` is null on a new connection. */
export function offsetAfter(previous: number | null, roomNow: number, local: number): number {
  const sample = roomNow - local;
  return previous === null ? sample : Math.max(previous, sample);
}

/** When the running phase ends for this reader, in room time; 0 if nothing but a person ends it. */
export function deadlineOf(view: View, own: OwnView | null): number {
  return view.phase === "open" && own?.deadline ? own.deadline : (view.deadline ?? 0);
}

/** Milliseconds left, never negative; null if there is no clock. */
export function remaining(view: View, own: OwnView | null, offset: number, local: number): number | null {
  if (view.paused) return view.left ?? null;
  const deadline = deadlineOf(view, own);
  return deadline === 0 ? null : Math.max(0, deadline - (local + offset));
}
