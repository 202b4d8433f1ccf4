// What a client knows, and how a message changes it. Pure: no clock, no storage, no DOM. Views render a State.

import { offsetAfter } from "./clock.ts";
import type {
  AckCode, Count, Done, OwnView, PlainAnswer, Problem, RosterRow, ServerMessage, View, Welcome,
} from "./protocol.ts";

/** How the line to the server is: not yet open, good, lost and being mended, or given up for a reason. */
export type Line = "connecting" | "live" | "lost" | "stopped";

/** Why the line was given up: a close code of the stop range. */
export interface Stop {
  code: number;
}

/** The answer of this device to a showing. It is locked only once the server has said so. */
export interface GivenAnswer extends PlainAnswer {
  status: "sending" | "locked" | "refused";
  code?: AckCode;
  words?: string;
}

export interface State {
  line: Line;
  stop: Stop | null;
  welcome: Welcome | null;
  /** Position of the newest view, 0 before the first one on a connection. */
  n: number;
  view: View | null;
  own: OwnView | null;
  /** Position of `own`. */
  ownN: number;
  /** Room time minus local time. */
  offset: number | null;
  count: Count | null;
  saving: boolean;
  answer: GivenAnswer | null;
  problem: Problem | null;
  /** The seats that were asked for, by seat, and how many there are. */
  roster: ReadonlyMap<number, RosterRow>;
  rosterTotal: number;
  /** The newest reply to a host's command. */
  done: Done | null;
}

/** What happens on this side. */
export type LocalMessage =
  | { t: "line"; line: Line; code?: number }
  | { t: "chosen"; answer: PlainAnswer }
  | { t: "retract" }
  | { t: "dismiss" };

export type Message = ServerMessage | LocalMessage;

export const empty: State = {
  line: "connecting", stop: null, welcome: null, n: 0, view: null, own: null, ownN: 0, offset: null, count: null,
  saving: false, answer: null, problem: null, roster: new Map(), rosterTotal: 0, done: null,
};

/** The state after a message that was received at `local` (of the clock in clock.ts). */
export function reduce(s: State, m: Message, local: number): State {
  switch (m.t) {
    case "line":
      return { ...s, line: m.line, stop: m.line === "stopped" ? { code: m.code ?? 0 } : s.stop };
    case "welcome":
      return { ...s, welcome: m, problem: null, n: 0, ownN: 0, saving: false, offset: offsetAfter(null, m.now, local) };
    case "view":
      return withView(s, m.n, m.view, offsetAfter(s.offset, m.now, local));
    case "own":
      return m.n < s.ownN ? s : { ...s, own: m.own, ownN: m.n };
    case "pong":
      return { ...s, offset: offsetAfter(s.offset, m.now, local) };
    case "count":
      return { ...s, count: m };
    case "saving":
      return { ...s, saving: m.on };
    case "problem":
      return { ...s, problem: m };
    case "done":
      return { ...s, done: m };
    case "roster":
      return { ...s, roster: withRows(s.roster, m.rows ?? []), rosterTotal: m.total };
    case "ack":
      return withAck(s, m);
    case "chosen":
      return { ...s, answer: { ...m.answer, status: "sending" } };
    case "retract":
      return { ...s, answer: null };
    case "dismiss":
      return { ...s, problem: null };
  }
}

/** A view older than the one we have came by another way and is dropped; positions never fall on one connection. */
function withView(s: State, n: number, view: View, offset: number): State {
  if (n < s.n) return s;
  const showing = view.question?.showing;
  const answer = s.answer && s.answer.showing === showing ? s.answer : null;
  const count = s.count && s.count.showing === showing ? s.count : null;
  return { ...s, n, view, offset, answer, count };
}

function withAck(s: State, m: Extract<ServerMessage, { t: "ack" }>): State {
  if (s.view?.question && s.view.question.showing !== m.showing) return s;
  if (m.code === "unavailable") return s; // the store is away: the answer goes on waiting
  const standing = {
    showing: m.showing,
    ...(m.pick ? { pick: m.pick } : {}),
    ...(m.text !== undefined ? { text: m.text } : {}),
  };
  // With the code "changed", what stands is another answer of this player that came first. That one is locked.
  if (m.ok) return { ...s, answer: { ...standing, status: "locked", ...(m.code ? { code: m.code } : {}) } };
  const given = s.answer?.showing === m.showing ? s.answer : standing;
  return {
    ...s,
    answer: {
      ...given, status: "refused",
      ...(m.code ? { code: m.code } : {}),
      ...(m.words ? { words: m.words } : {}),
    },
  };
}

function withRows(old: ReadonlyMap<number, RosterRow>, rows: readonly RosterRow[]): ReadonlyMap<number, RosterRow> {
  const next = new Map(old);
  for (const row of rows) next.set(row.seat, row);
  return next;
}
