// What this browser remembers of a sitting. Nobody else does.
import { forget, newToken, recall, remember, remembered } from "../lib/storage.ts";
import { begin, type Sitting } from "./plan.ts";

const keyOf = (pack: string): string => `study.${pack}`;

/** A sitting that begins now. */
export const newSitting = (ids: readonly string[]): Sitting => begin(ids, newToken());

/** The sitting of a pack; null if there is none, or if it is none of ours. */
export function loadSitting(pack: string): Sitting | null {
  try {
    const s = JSON.parse(recall(keyOf(pack)) ?? "null") as Sitting | null;
    const whole = s && typeof s.name === "string" && typeof s.step === "number" && Array.isArray(s.fresh) && Array.isArray(s.back)
      && typeof s.marks === "object" && s.marks !== null;
    return whole ? s : null;
  } catch {
    return null;
  }
}

export function saveSitting(pack: string, s: Sitting): void {
  remember(keyOf(pack), JSON.stringify(s));
}

export function forgetSitting(pack: string): void {
  forget(keyOf(pack));
}

/** Whether anything is remembered of any pack. */
export function anySitting(): boolean {
  return remembered(keyOf("")).length > 0;
}

export function forgetSittings(): void {
  remembered(keyOf("")).forEach(forget);
}
