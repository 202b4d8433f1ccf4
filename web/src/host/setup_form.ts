// The form of a new game: its defaults and what is sent. Pure; setup.tsx draws it.
import type { Key } from "../lib/i18n.ts";
import type { Settings } from "../lib/protocol.ts";

/** Setup is the form as it stands. */
export interface Setup {
  packs: string[];
  /** Ids of picked questions, which take the place of packs. */
  questions?: string[];
  count: number; // 0: all
  shuffle: boolean;
  settings: Settings;
  public: boolean; // on the server's boards, and in leagues of others
  leagues: string[]; // ids
  venue: string;
  division: string;
}

/** defaultSetup is a quiz night in a pub; the server has the same defaults for what a form leaves out. */
export function defaultSetup(packs: string[], title: string): Setup {
  return {
    packs,
    count: 0,
    shuffle: false,
    settings: {
      title,
      scoring: "speed",
      streak: true,
      penalty: 0,
      time_factor: 100,
      clock_off: false,
      late_join: true,
      hide_text: false,
      draw_names: false,
      allow_any_name: false,
      teams: false,
      team_names: [],
      auto: false,
      table_after: "question",
      break_after_round: 0,
      credit_max: 500,
      seat_max: 2000,
    },
    public: false,
    leagues: [],
    venue: "",
    division: "",
  };
}

/** choices of the form's lists, in the order in which they are offered. */
export const timeFactors = [75, 100, 125, 150, 200, 300, 500, 1000] as const;
export const penalties = [0, 10, 25, 50, 100] as const;
export const breaks = [0, 2, 5, 10, 15, 20] as const; // minutes
export const credits = [150, 500, 800] as const; // milliseconds

/** teamNames reads one name from each line and leaves out blanks and repeats. */
export function teamNames(text: string): string[] {
  const names = text.split("\n").map((line) => line.trim().replace(/\s+/g, " "));
  return [...new Set(names.filter((name) => name !== ""))];
}

/** counts offers numbers of questions for a pool of a size: a few round ones, then all of them (0). */
export function counts(pool: number): number[] {
  return [5, 10, 15, 20, 30, 50].filter((count) => count < pool).concat(0);
}

/** minutesFor guesses how long a game takes: a share of what its packs take, stretched with the time to answer. */
export function minutesFor(setup: Setup, pool: { questions: number; minutes: number }): number {
  if (pool.questions === 0) return 0;
  const asked = setup.count > 0 ? Math.min(setup.count, pool.questions) : pool.questions;
  // Of a question's time about half is answering; the rest (reading, reveal, table) stays as it is.
  const stretch = (1 + setup.settings.time_factor / 100) / 2;
  const breaks = (setup.settings.break_after_round ?? 0) / 60_000;
  return Math.max(1, Math.round(((pool.minutes * asked) / pool.questions) * stretch + breaks));
}

/** problemOf names what keeps a form from being sent, as the key of a text; empty if nothing does. */
export function problemOf(setup: Setup): Key | "" {
  if (setup.packs.length === 0 && !setup.questions?.length) return "host.setup.problem.packs";
  const { seat_max, teams, team_names } = setup.settings;
  if (!Number.isInteger(seat_max) || seat_max < 1 || seat_max > 20_000) return "host.setup.problem.players";
  if (teams && team_names?.length === 1) return "host.setup.problem.teams";
  return "";
}
