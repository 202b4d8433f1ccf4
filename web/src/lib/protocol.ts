// The messages that cross the socket, as server/wire and game have them. Nothing here but shapes; protocol_test.go holds them
// against the server's sources. All times are room time in milliseconds; lengths of time are milliseconds.

import type { OwnView, RosterRow, View } from "./views.ts";

export type * from "./views.ts";

export const SUBPROTOCOL = "trivium.v1";

export type Role = "player" | "host" | "screen";

// From the client.

/** The first frame. */
export interface Hello {
  t: "hello";
  role: Role;
  pin: string;
  token?: string;
  code?: string;
  name?: string;
  team?: string;
  /** The resume token that a joining client made up before its first attempt. */
  proof?: string;
  /** A joining player wants to be on public boards. */
  public?: boolean;
  /** Secrets of persistent teams that a joining phone keeps, at most 8. */
  claims?: string[];
  pending?: PlainAnswer;
}

/** An answer as it is sent. `m` is from first paint of the choices to the tap. */
export interface PlainAnswer {
  showing: number;
  pick?: number[];
  text?: string;
  m?: number;
}

export interface AnswerMessage extends PlainAnswer {
  t: "answer";
}

/** A host's command. */
export interface Do {
  t: "do";
  id: number;
  verb: Verb;
  sender?: string;
  counter?: number;
  turn?: number;
  seat?: number;
  name?: string;
  team?: string;
  key?: string;
  showing?: number;
  text?: string;
  right?: boolean;
  on?: boolean;
  delta?: number;
  percent?: number;
  reason?: string;
  millis?: number;
  auto?: boolean;
  hide_table?: boolean;
  question_id?: string;
  practice?: number;
}

export type Verb =
  | "next" | "pause" | "resume" | "skip" | "addtime" | "end" | "lock" | "unlock" | "kick" | "rename" | "team" | "stretch"
  | "offer" | "judge" | "void" | "adjust" | "insert" | "set" | "practice" | "again";

export interface RosterRequest {
  t: "roster";
  from: number;
}

export interface Ping {
  t: "ping";
  c: number;
}

export type ClientMessage = Hello | AnswerMessage | Do | RosterRequest | Ping;

// From the server.

export interface Welcome {
  t: "welcome";
  role: Role;
  seat?: number;
  token?: string;
  name?: string;
  now: number;
}

export interface ViewMessage {
  t: "view";
  n: number;
  now: number;
  view: View;
}

export interface OwnMessage {
  t: "own";
  n: number;
  own: OwnView;
}

export type AckCode = "late" | "not_open" | "not_seated" | "bad" | "changed" | "unavailable";

export interface Ack {
  t: "ack";
  showing: number;
  ok: boolean;
  pick?: number[];
  text?: string;
  code?: AckCode;
  words?: string;
}

export interface Count {
  t: "count";
  showing: number;
  answered: number;
  of: number;
  connected: number;
}

export interface Done {
  t: "done";
  id: number;
  code?: "past" | "not_now" | "unknown" | "bad" | "taken" | "ended" | "unavailable";
  words?: string;
  data?: string;
}

export interface RosterPage {
  t: "roster";
  from: number;
  total: number;
  rows: RosterRow[] | null;
}

export interface Saving {
  t: "saving";
  on: boolean;
}

export interface Pong {
  t: "pong";
  c: number;
  now: number;
}

export type ProblemCode =
  | "no_room" | "full" | "locked" | "name_taken" | "name_bad" | "team_bad" | "token" | "busy" | "role" | "bad_message";

export interface Problem {
  t: "problem";
  code: ProblemCode;
  words: string;
  proposal?: string;
}

export type ServerMessage =
  | Welcome | ViewMessage | OwnMessage | Ack | Count | Done | RosterPage | Saving | Pong | Problem;
