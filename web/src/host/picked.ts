// The questions that a host has picked for a game, in their order. They stay on this device until the game is opened. Pure but for
// recalling and remembering.
import { moved } from "../player/answers/moved.ts";
import { forget, recall, remember } from "../lib/storage.ts";
import type { Kind } from "../lib/protocol.ts";

export interface Picked {
  id: string;
  prompt: string;
  kind: Kind;
  seconds: number;
}

/** The most that a game can be made of; the server has the same bound. */
export const pickedMax = 300;

/** What a question takes besides its limit, in seconds: reading, reveal and table. The server counts packs the same way. */
const between = 20;

/** minutesOf is about how long questions take, in minutes. */
export function minutesOf(list: readonly Picked[]): number {
  return Math.ceil(list.reduce((sum, one) => sum + one.seconds / 2 + between, 0) / 60);
}

/** toggled takes a question in at the end, or out. */
export function toggled(list: readonly Picked[], one: Picked): readonly Picked[] {
  if (list.some((other) => other.id === one.id)) return list.filter((other) => other.id !== one.id);
  return list.length < pickedMax ? [...list, one] : list;
}

/** shifted moves the question at one place to another. */
export function shifted(list: readonly Picked[], from: number, to: number): readonly Picked[] {
  return to < 0 || to >= list.length ? list : moved(list, from, to);
}

/** keyOf is where a host's picks are kept: several hosts may share a device. */
export const keyOf = (host: string): string => `picked.${host}`;

/** recallPicked reads what is kept; what is none of ours, or cut short, is nothing. */
export function recallPicked(host: string): readonly Picked[] {
  try {
    const list = JSON.parse(recall(keyOf(host)) ?? "[]") as unknown;
    return Array.isArray(list) ? list.filter(isPicked).slice(0, pickedMax) : [];
  } catch {
    return [];
  }
}

export function rememberPicked(host: string, list: readonly Picked[]): void {
  if (list.length === 0) forget(keyOf(host));
  else remember(keyOf(host), JSON.stringify(list));
}

function isPicked(value: unknown): value is Picked {
  const one = value as Picked | null;
  return typeof one?.id === "string" && typeof one.prompt === "string" && typeof one.kind === "string" && typeof one.seconds === "number";
}
