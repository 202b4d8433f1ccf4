// What was done to a pack, to be undone and done again.
import { withAddresses } from "./change.ts";
import { canonical, type PackForm } from "./pack.ts";

export interface History {
  past: readonly PackForm[];
  now: PackForm;
  future: readonly PackForm[];
  /** What the latest change was made to: typing on in the same field is one step. */
  field: string;
  /** When it was made. */
  at: number;
}

/** How long one may pause in a field before going on is a step of its own, in milliseconds. */
const PAUSE = 1500;

/** How many steps can be undone. */
const STEPS = 200;

export function begun(pack: PackForm): History {
  return { past: [], now: pack, future: [], field: "", at: 0 };
}

/** The history after a change at a moment. `field` is empty for what is always a step of its own. */
export function changed(h: History, pack: PackForm, field: string, at: number): History {
  if (pack === h.now) return h;
  const goesOn = field !== "" && field === h.field && at - h.at < PAUSE && h.future.length === 0 && h.past.length > 0;
  return { past: goesOn ? h.past : [...h.past, h.now].slice(-STEPS), now: pack, future: [], field, at };
}

export function undone(h: History): History {
  const before = h.past[h.past.length - 1];
  return before ? { past: h.past.slice(0, -1), now: before, future: [h.now, ...h.future], field: "", at: 0 } : h;
}

export function redone(h: History): History {
  const [next, ...later] = h.future;
  return next ? { past: [...h.past, h.now], now: next, future: later, field: "", at: 0 } : h;
}

/** The history with media at other addresses, in all its steps. */
export function readdressed(h: History, addresses: ReadonlyMap<string, string>): History {
  if (addresses.size === 0) return h;
  const all = (packs: readonly PackForm[]): PackForm[] => packs.map((pack) => withAddresses(pack, addresses));
  return { ...h, past: all(h.past), now: withAddresses(h.now, addresses), future: all(h.future) };
}

/** The question in which two packs differ first, for whoever should see what was undone; undefined if it is none. */
export function touched(before: PackForm, after: PackForm): string | undefined {
  const old = new Map(before.questions.map((q) => [q.id, q]));
  const found = after.questions.find((q) => {
    const was = old.get(q.id);
    return was !== q && (!was || canonical(was) !== canonical(q));
  });
  return found?.id;
}
