// A sitting: which question comes next, and what became of those before. A question that was missed comes back after three others; if it
// is right then, once more after six others; then it is learnt. Missed again, it begins anew.

/** How many other questions lie between a miss and the first return, and between that and the second. */
export const gaps = [3, 6] as const;

/** A question that comes back. */
export interface Back {
  id: string;
  /** The step from which on it may be asked. */
  due: number;
  /** Which return it is: 0 the first after a miss, 1 the second. */
  turn: number;
}

export interface Mark {
  tries: number;
  misses: number;
}

export interface Sitting {
  /** A name that the browser made up: the server shuffles choices by it. */
  name: string;
  /** How many answers there were. */
  step: number;
  /** What has not been asked yet, in order. */
  fresh: readonly string[];
  back: readonly Back[];
  /** What was asked, by question. */
  marks: Readonly<Record<string, Mark>>;
}

export function begin(ids: readonly string[], name: string): Sitting {
  return { name, step: 0, fresh: [...ids], back: [], marks: {} };
}

/** The question to ask now; empty if there is none left. */
export function next(s: Sitting): string {
  const back = [...s.back].sort((a, b) => a.due - b.due);
  const first = back[0];
  if (first && first.due <= s.step) return first.id;
  return s.fresh[0] ?? first?.id ?? "";
}

/** The sitting after an answer to a question. */
export function answered(s: Sitting, id: string, right: boolean): Sitting {
  const was = s.back.find((b) => b.id === id);
  const mark = s.marks[id] ?? { tries: 0, misses: 0 };
  const step = s.step + 1;
  const back = s.back.filter((b) => b.id !== id);
  const fresh = s.fresh.filter((f) => f !== id);
  const turn = !right ? 0 : was && was.turn + 1 < gaps.length ? was.turn + 1 : -1;
  // With nothing in between, asking at once what was just right would prove nothing.
  if (turn === 0 || (turn > 0 && fresh.length + back.length > 0)) back.push({ id, turn, due: step + (gaps[turn] ?? 0) });
  const marks = { ...s.marks, [id]: { tries: mark.tries + 1, misses: mark.misses + (right ? 0 : 1) } };
  return { ...s, step, fresh, back, marks };
}

/** After how many others a question comes back, at the most; -1 if it does not. */
export function returnsAfter(s: Sitting, id: string): number {
  const found = s.back.find((b) => b.id === id);
  return found ? Math.max(0, Math.min(found.due - s.step, s.fresh.length + s.back.length - 1)) : -1;
}

/** The sitting for a pack that has changed meanwhile: what is gone is left out, what is new comes last. */
export function fitted(s: Sitting, ids: readonly string[]): Sitting {
  const there = new Set(ids);
  const known = new Set([...s.fresh, ...Object.keys(s.marks)]);
  return {
    ...s,
    fresh: [...s.fresh.filter((id) => there.has(id)), ...ids.filter((id) => !known.has(id))],
    back: s.back.filter((b) => there.has(b.id)),
    marks: Object.fromEntries(Object.entries(s.marks).filter(([id]) => there.has(id))),
  };
}

export interface Count {
  of: number;
  /** Asked at least once. */
  asked: number;
  /** Right at the first try. */
  right: number;
  /** Missed first, right since. */
  learnt: number;
  /** Missed, and not yet right since. */
  open: number;
}

/** What became of the questions that are named. */
export function count(s: Sitting, ids: readonly string[]): Count {
  const sum: Count = { of: ids.length, asked: 0, right: 0, learnt: 0, open: 0 };
  const missed = new Set(s.back.filter((b) => b.turn === 0).map((b) => b.id));
  for (const id of ids) {
    const mark = s.marks[id];
    if (!mark) continue;
    sum.asked++;
    if (mark.misses === 0) sum.right++;
    else if (missed.has(id)) sum.open++;
    else sum.learnt++;
  }
  return sum;
}

/** Those that were missed at least once, in the order of the list. */
export function missed(s: Sitting, ids: readonly string[]): string[] {
  return ids.filter((id) => (s.marks[id]?.misses ?? 0) > 0);
}
