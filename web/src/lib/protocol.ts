// The messages that cross the socket, as server/wire and game have them. Nothing here but shapes; a test on the server's
// side holds the two together. All times are room time in milliseconds; lengths of time are milliseconds.

export const SUBPROTOCOL = "trivium.v1";

export type Role = "player" | "host" | "screen";
export type Phase = "lobby" | "round" | "ready" | "open" | "closing" | "reveal" | "table" | "break" | "podium" | "ended";
export type Kind = "single" | "multi" | "truefalse" | "text" | "number" | "order" | "match" | "poll" | "slide";
export type Scoring = "speed" | "accuracy" | "rank";

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

export type AckCode = "late" | "not_open" | "not_seated" | "bad" | "changed";

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

// The views.

export interface View {
  pin: string;
  title: string;
  phase: Phase;
  turn: number;
  paused?: boolean;
  locked?: boolean;
  teams?: boolean;
  scoring: Scoring;
  began: number;
  deadline?: number;
  left?: number;
  round?: RoundView;
  question?: QuestionView;
  reveal?: RevealView;
  table?: RowView[];
  table_size?: number;
  lobby?: LobbyView;
  host?: HostView;
  next?: string;
  ended?: string;
}

export interface RoundView {
  number: number;
  of: number;
  title?: string;
  intro?: string;
  size: number;
}

export interface QuestionView {
  showing: number;
  number: number;
  of: number;
  kind: Kind;
  lang?: string;
  prompt?: string;
  size?: number;
  choices?: string[];
  lefts?: string[];
  range?: Range;
  unit?: string;
  closest?: boolean;
  partial?: boolean;
  points: number;
  limit: number;
  media?: MediaView[];
}

/** What a slider offers; decimals as text. */
export interface Range {
  min: string;
  max: string;
  step: string;
}

export interface MediaView {
  type: "image" | "audio";
  url: string;
  alt: string;
}

export interface RevealView {
  right?: number[];
  text?: string;
  counts?: number[];
  given?: GivenView[];
  answered: number;
  correct: number;
  whys?: string[];
  summary?: string;
  media?: MediaView[];
  voided?: boolean;
  fastest?: string;
  fastest_ms?: number;
}

export interface GivenView {
  text: string;
  key: string;
  count: number;
  right: boolean;
}

export interface RowView {
  id: string;
  name: string;
  team?: string;
  score: number;
  gained?: number;
  rank: number;
  was?: number;
  streak?: number;
  size?: number;
}

export interface LobbyView {
  players: number;
  newest?: string[];
  teams?: RowView[];
}

export interface HostView {
  next: "start" | "round" | "question" | "open" | "close" | "table" | "break" | "podium" | "end" | "";
  step: number;
  steps: number;
  auto: boolean;
  hide_table: boolean;
  settings: Settings;
  upcoming?: string;
  prompt?: string;
}

export interface RosterRow {
  seat: number;
  name: string;
  team?: string;
  score: number;
  rank: number;
  kicked?: boolean;
  practice?: boolean;
  stretch?: number;
  connected: boolean;
}

export interface OwnView {
  seat: number;
  name: string;
  team?: string;
  score: number;
  rank: number;
  of: number;
  streak: number;
  admitted: boolean;
  plays: boolean;
  kicked?: boolean;
  deadline?: number;
  result?: ResultView;
  ahead?: NeighbourView;
  behind?: NeighbourView;
  team_score?: number;
  team_rank?: number;
}

export interface ResultView {
  showing: number;
  answered: boolean;
  late?: boolean;
  right: boolean;
  share: number;
  points: number;
  base: number;
  bonus?: number;
  penalty?: number;
  time: number;
  credit?: number;
  rank_was?: number;
  voided?: boolean;
  answer: { pick?: number[]; text?: string };
}

export interface NeighbourView {
  name: string;
  gap: number;
}

export interface Settings {
  title: string;
  scoring: Scoring;
  streak?: boolean;
  penalty?: number;
  time_factor: number;
  clock_off?: boolean;
  late_join?: boolean;
  hide_text?: boolean;
  draw_names?: boolean;
  allow_any_name?: boolean;
  teams?: boolean;
  team_names?: string[];
  auto?: boolean;
  table_after: "question" | "round" | "end";
  break_after_round?: number;
  credit_max: number;
  seat_max: number;
}
