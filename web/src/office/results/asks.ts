// What the pages of results ask for. The names are those of the report's JSON.
import { api } from "../../lib/api.ts";
import type { Kind } from "../../lib/protocol.ts";

export interface FinishedGame {
  id: string;
  title: string;
  ended: string;
  players: number;
  url: string;
}

export interface FoundPlayer {
  game: string;
  title: string;
  ended: string;
  seat: number;
  name: string;
}

export interface ReportTeam {
  rank: number;
  name: string;
  size: number;
  score: number;
  adjusted?: number;
  key: string;
}

export interface ReportPlayer {
  rank: number;
  seat: number;
  name: string;
  team?: string;
  score: number;
  adjusted?: number;
  questions: number;
  right: number;
}

export interface ReportQuestion {
  showing: number;
  number: number;
  kind: Kind;
  prompt: string;
  answer?: string;
  voided?: boolean;
  present: number;
  answered: number;
  right: number;
  right_percent: number;
  answers: { given: string; right: boolean; kicked?: boolean }[];
  options?: { text: string; count: number; right: boolean }[];
}

export interface Report {
  title: string;
  ended_at?: string;
  nameless?: boolean;
  teams?: ReportTeam[];
  players: ReportPlayer[];
  questions: ReportQuestion[];
}

export interface Move {
  name: string;
  score_was: number;
  score: number;
  rank_was: number;
  rank: number;
}

/** A line of the history of a result. */
export interface Correction {
  n: number;
  at: string;
  kind: "judged" | "voided" | "adjusted" | "renamed";
  after_end: boolean;
  number?: number;
  prompt?: string;
  texts?: string[];
  on?: boolean;
  name?: string;
  was?: string;
  delta?: number;
  reason?: string;
  moves?: Move[];
}

export type NewCorrection =
  | { kind: "judged"; showing: number; text: string; right: boolean }
  | { kind: "voided"; showing: number; on: boolean }
  | { kind: "adjusted"; seat?: number; team?: string; delta: number; reason: string }
  | { kind: "renamed"; seat: number; name: string };

export interface Retention {
  days: number;
  whole: boolean;
}

const of = (id: string, part = ""): string => `/api/results/${encodeURIComponent(id)}${part}`;
const query = (values: Record<string, string>): string => {
  const kept = Object.entries(values).filter(([, value]) => value !== "");
  return kept.length ? `?${new URLSearchParams(kept).toString()}` : "";
};

export const results = (q: string, cursor: string): Promise<{ results: FinishedGame[]; next?: string }> =>
  api("GET", `/api/results${query({ q, cursor, limit: "25" })}`);
export const findPlayer = (name: string, cursor: string): Promise<{ players: FoundPlayer[]; next?: string }> =>
  api("GET", `/api/results/players${query({ name, cursor })}`);
export const report = (id: string): Promise<Report> => api("GET", of(id));
export const correct = (id: string, what: NewCorrection, key: string): Promise<Correction> =>
  api("POST", of(id, "/corrections"), what, { "Idempotency-Key": key });
export const removeResult = (id: string): Promise<void> => api<void>("DELETE", of(id));
export const removeNames = (id: string): Promise<void> => api<void>("DELETE", of(id, "/names"));
export const removePlayer = (id: string, seat: number): Promise<void> => api<void>("DELETE", of(id, `/players/${seat}`));
export const retention = (id: string): Promise<Retention> => api("GET", of(id, "/retention"));
export const setRetention = (id: string, rule: Retention): Promise<Retention> => api("PUT", of(id, "/retention"), rule);
/** playerFile is the address of everything that is kept about a player. */
export const playerFile = (id: string, seat: number): string => of(id, `/players/${seat}`);

/** corrections gives the whole history of a result, oldest first. */
export async function corrections(id: string): Promise<Correction[]> {
  const all: Correction[] = [];
  let cursor = "";
  do {
    const page: { corrections: Correction[]; next?: string } = await api("GET", of(id, `/corrections${query({ cursor, limit: "200" })}`));
    all.push(...page.corrections);
    cursor = page.next ?? "";
  } while (cursor);
  return all;
}
