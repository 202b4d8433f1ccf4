// Two versions of a pack that were made of the same one: where they differ, and what becomes of both.
import { canonical, type PackForm, type Question } from "./pack.ts";

export type Side = "mine" | "theirs";

export interface Difference {
  /** The question; empty is what the pack says of itself. */
  id: string;
  /** What each side has; missing where it has no such question. */
  mine?: Question | undefined;
  theirs?: Question | undefined;
  /** Who alone has changed it since both began, if that is known. */
  changer?: Side | undefined;
}

/** differences lists where two versions differ. `base` is what both began with, if it is known. */
export function differences(base: PackForm | null, mine: PackForm, theirs: PackForm): Difference[] {
  const found: Difference[] = [];
  if (head(mine) !== head(theirs)) found.push({ id: "", changer: changer(base ? head(base) : undefined, head(mine), head(theirs)) });
  const [was, here, there] = [byID(base), byID(mine), byID(theirs)];
  for (const id of new Set([...here.keys(), ...there.keys()])) {
    const [m, t] = [here.get(id), there.get(id)];
    if (canonical(m) === canonical(t)) continue;
    found.push({ id, mine: m, theirs: t, changer: base ? changer(canonical(was.get(id)), canonical(m), canonical(t)) : undefined });
  }
  return found;
}

function changer(base: string | undefined, mine: string | undefined, theirs: string | undefined): Side | undefined {
  if (base === mine) return "theirs";
  return base === theirs ? "mine" : undefined;
}

/** merged is my version with theirs where that was chosen. Questions stand as on my side, those that only they have behind their neighbours. */
export function merged(mine: PackForm, theirs: PackForm, chosen: ReadonlyMap<string, Side>): PackForm {
  const there = byID(theirs);
  const keep = (id: string): boolean => chosen.get(id) !== "theirs";
  const questions = mine.questions.flatMap((q) => {
    const other = there.get(q.id);
    if (keep(q.id)) return [q];
    return other ? [other] : [];
  });
  theirs.questions.forEach((q, i) => {
    if (questions.some((one) => one.id === q.id) || chosen.get(q.id) !== "theirs") return;
    const before = theirs.questions.slice(0, i).reverse().find((one) => questions.some((other) => other.id === one.id));
    questions.splice(before ? questions.findIndex((one) => one.id === before.id) + 1 : 0, 0, q);
  });
  return joined({ ...(keep("") ? mine : theirs), id: mine.id, questions }, mine, theirs);
}

/** joined gives a pack the rounds and topics that its questions name and that only the other version has. */
function joined(pack: PackForm, mine: PackForm, theirs: PackForm): PackForm {
  const rounds = [...(pack.rounds ?? [])];
  const topics = [...(pack.topics ?? [])];
  for (const q of pack.questions) {
    const round = [...(mine.rounds ?? []), ...(theirs.rounds ?? [])].find((one) => one.title === q.round);
    if (round && !rounds.some((one) => one.title === q.round || one.id === round.id)) rounds.push(round);
    const topic = [...(mine.topics ?? []), ...(theirs.topics ?? [])].find((one) => one.id === q.topic);
    if (topic && !topics.some((one) => one.id === q.topic)) topics.push(topic);
  }
  return { ...pack, rounds, topics };
}

const byID = (pack: PackForm | null): Map<string, Question> => new Map((pack?.questions ?? []).map((q) => [q.id, q]));

/** What a pack says of itself, and the order of its questions. */
function head(pack: PackForm): string {
  return canonical({ ...pack, id: "", questions: [] });
}
