// What each audience sees of a room, as game/view_types.go has it. All times are room time in milliseconds; lengths of time
// are milliseconds.

export type Phase = "lobby" | "round" | "ready" | "open" | "closing" | "reveal" | "table" | "break" | "podium" | "ended";
export type Kind = "single" | "multi" | "truefalse" | "text" | "number" | "order" | "match" | "poll" | "slide";
export type Scoring = "speed" | "accuracy" | "rank";

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
  /** The host puts the game on public boards; players are asked. */
  boards?: boolean;
  seat_max: number;
}
