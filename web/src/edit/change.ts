// What can be done to a pack. Pure: each gives a new pack and leaves the old one as it is.
import { blankQuestion } from "./blank.ts";
import type { Kind } from "../lib/protocol.ts";
import type { PackForm, Patch, Question, Round, Topic } from "./pack.ts";

/** A list with an item moved from one place to another. */
export function shifted<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(Math.max(0, Math.min(to, next.length)), 0, item);
  return next;
}

/** A list with another item in a place. */
export const replaced = <T>(list: readonly T[], place: number, item: T): T[] => list.map((old, i) => (i === place ? item : old));

/** A list without the item in a place. */
export const without = <T>(list: readonly T[], place: number): T[] => list.filter((_, i) => i !== place);

/** An id like this one that none of these has: "q-1", then "q-2"; "moon", then "moon-2". */
export function freeID(taken: readonly { id: string }[], wish: string): string {
  const ids = new Set(taken.map((one) => one.id));
  if (!ids.has(wish)) return wish;
  const stem = wish.replace(/-\d+$/, "");
  for (let n = 2; ; n++) if (!ids.has(`${stem}-${n}`)) return `${stem}-${n}`;
}

/** An id made of a text for people: "Friday at the Owl" is "friday-at-the-owl". None is "new", where new packs begin. */
export function slug(text: string, fallback: string): string {
  const plain = text.normalize("NFKD").replace(/ß/g, "ss").toLowerCase().replace(/\p{M}/gu, "");
  const id = plain.replace(/[^a-z0-9]+/g, "-").slice(0, 48).replace(/^-+|-+$/g, "") || fallback;
  return id === "new" ? "new-pack" : id;
}

export function withQuestion(pack: PackForm, id: string, patch: Patch): PackForm {
  return { ...pack, questions: pack.questions.map((q) => (q.id === id ? { ...q, ...patch } : q)) };
}

/** A pack with a question behind another, or at the end. */
export function inserted(pack: PackForm, after: string, question: Question): PackForm {
  const at = pack.questions.findIndex((q) => q.id === after);
  const place = at < 0 ? pack.questions.length : at + 1;
  return { ...pack, questions: [...pack.questions.slice(0, place), question, ...pack.questions.slice(place)] };
}

/** A new question behind another, in the same round and with the same limit. */
export function added(pack: PackForm, after: string, kind: Kind): { pack: PackForm; id: string } {
  const before = pack.questions.find((q) => q.id === after);
  const id = freeID(pack.questions, `q-${pack.questions.length + 1}`);
  const question: Question = {
    ...blankQuestion(id, kind), ...(before ? { time: before.time, round: before.round } : {}),
  };
  return { pack: inserted(pack, after, question), id };
}

export function duplicated(pack: PackForm, id: string): { pack: PackForm; id: string } {
  const question = pack.questions.find((q) => q.id === id);
  if (!question) return { pack, id };
  const copy = { ...question, id: freeID(pack.questions, question.id) };
  return { pack: inserted(pack, id, copy), id: copy.id };
}

/** A pack without a question, and the one that takes its place for whoever looks at it. */
export function removed(pack: PackForm, id: string): { pack: PackForm; id: string } {
  const at = pack.questions.findIndex((q) => q.id === id);
  const questions = pack.questions.filter((q) => q.id !== id);
  return { pack: { ...pack, questions }, id: questions[Math.min(Math.max(at, 0), questions.length - 1)]?.id ?? "" };
}

export function moved(pack: PackForm, from: number, to: number): PackForm {
  return { ...pack, questions: shifted(pack.questions, from, to) };
}

/** A pack with another round in a place; the questions of a round that is called otherwise stay in it. */
export function withRound(pack: PackForm, place: number, round: Round): PackForm {
  const before = pack.rounds?.[place];
  const rounds = replaced(pack.rounds ?? [], place, round);
  if (!before || before.title === round.title || before.title === "") return { ...pack, rounds };
  return { ...pack, rounds, questions: pack.questions.map((q) => (q.round === before.title ? { ...q, round: round.title } : q)) };
}

export function withoutRound(pack: PackForm, place: number): PackForm {
  const title = pack.rounds?.[place]?.title;
  return {
    ...pack, rounds: without(pack.rounds ?? [], place),
    questions: pack.questions.map((q) => (title && q.round === title ? { ...q, round: undefined } : q)),
  };
}

export function withTopic(pack: PackForm, place: number, topic: Topic): PackForm {
  return { ...pack, topics: replaced(pack.topics ?? [], place, topic) };
}

export function withoutTopic(pack: PackForm, place: number): PackForm {
  const id = pack.topics?.[place]?.id;
  return {
    ...pack, topics: without(pack.topics ?? [], place),
    questions: pack.questions.map((q) => (id && q.topic === id ? { ...q, topic: undefined } : q)),
  };
}

/** A pack whose media have other addresses, where the map has one for theirs. */
export function withAddresses(pack: PackForm, addresses: ReadonlyMap<string, string>): PackForm {
  if (addresses.size === 0) return pack;
  return {
    ...pack,
    questions: pack.questions.map((q) =>
      q.media?.some((m) => addresses.has(m.src)) ? { ...q, media: q.media.map((m) => ({ ...m, src: addresses.get(m.src) ?? m.src })) } : q),
  };
}
