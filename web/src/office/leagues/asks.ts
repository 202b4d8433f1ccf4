// What the pages of leagues ask for.
import { api } from "../../lib/api.ts";

export interface Rules {
  scoring: "place" | "score";
  table?: number[];
  sharing?: "" | "split" | "better";
  among?: "" | "division" | "venue";
  best?: number;
  drop?: number;
  minimum?: number;
  ties?: Tie[];
}

export type Tie = "wins" | "head_to_head" | "score" | "right" | "time";

export interface Season {
  id: string;
  name: string;
  from: string;
  to?: string;
  rules: Rules;
}

export interface PlannedNight {
  id: string;
  at: string;
  title?: string;
  venue?: string;
  division?: string;
}

/** What a host says of a league. */
export interface Draft {
  slug: string;
  name: string;
  about?: string;
  time_zone: string;
  language: string;
  of: "teams" | "players";
  gather?: { packs?: string[]; hosts?: string[] };
  listed?: boolean;
  divisions?: string[];
  venues?: string[];
  seasons?: Season[];
  nights?: PlannedNight[];
}

export interface League extends Draft {
  id: string;
  owner: string;
  created: string;
  version: number;
  seasons: Season[];
  old_slugs?: string[];
}

export interface LeagueRef {
  id: string;
  slug: string;
  name: string;
  of: "teams" | "players";
  time_zone: string;
  url: string;
  next_night?: PlannedNight;
}

export interface LeagueChange {
  kind: string;
  season?: string;
  key?: string;
  into?: string;
  name?: string;
  division?: string;
  venue?: string;
  game?: string;
  points?: number;
  who: string;
  why?: string;
  at: string;
}

export interface HeldNight {
  game: string;
  title?: string;
  at: string;
  division?: string;
  venue?: string;
  players: number;
  void?: boolean;
  change?: LeagueChange;
}

export interface TableLine {
  rank: number;
  key: string;
  name: string;
  division?: string;
  points: number;
  adjusted?: number;
  played: number;
  results: { game: string; at: string; key: string; name: string; place: number; points: number }[];
}

export interface SeasonTable {
  season: Season;
  seasons: { id: string; name: string; from: string; to?: string }[];
  nights: HeldNight[];
  lines: TableLine[];
}

/** A team of a league, or a player. */
export interface Competitor {
  key: string;
  name: string;
  division?: string;
  venue?: string;
  /** Whom it was merged into. */
  into?: string;
  names?: string[];
  hidden?: { why?: string };
  claimed?: boolean;
  /** Bears a claimed name without having shown the claim. */
  unproven?: boolean;
  nameless?: boolean;
}

export interface NewChange {
  kind: "enter" | "rename" | "move" | "merge" | "part" | "assign" | "adjust" | "void" | "restore" | "hide" | "show";
  season?: string;
  key?: string;
  into?: string;
  name?: string;
  division?: string;
  venue?: string;
  game?: string;
  points?: number;
  why?: string;
}

/** A link with which phones prove that they are of a team; told once. */
export interface ClaimLink {
  secret: string;
  url: string;
  qr_svg: string;
}

const of = (league: string, part = ""): string => `/api/leagues/${encodeURIComponent(league)}${part}`;

export const myLeagues = (cursor: string): Promise<{ leagues: LeagueRef[]; next?: string }> =>
  api("GET", `/api/leagues?mine=1${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
export const createLeague = (draft: Draft): Promise<League> => api("POST", "/api/leagues", draft);
export const leagueOf = (id: string): Promise<League> => api("GET", of(id));
export const removeLeague = (id: string): Promise<void> => api<void>("DELETE", of(id));
export const tableOf = (id: string, season: string): Promise<SeasonTable> =>
  api("GET", of(id, `/table${season ? `?season=${encodeURIComponent(season)}` : ""}`));
export const teamsOf = async (id: string): Promise<Competitor[]> => (await api<{ teams: Competitor[] }>("GET", of(id, "/teams"))).teams;
export const changeLeague = (id: string, change: NewChange): Promise<void> => api<void>("POST", of(id, "/changes"), change);
export const addGame = (id: string, game: string): Promise<void> => api<void>("POST", of(id, "/games"), { game });
export const takeGame = (id: string, game: string): Promise<void> => api<void>("DELETE", of(id, `/games/${encodeURIComponent(game)}`));
export const newClaim = (id: string, key: string): Promise<ClaimLink> => api("POST", of(id, `/teams/${encodeURIComponent(key)}/claim`));
export const dropClaim = (id: string, key: string): Promise<void> => api<void>("DELETE", of(id, `/teams/${encodeURIComponent(key)}/claim`));
export const forgetTeam = (id: string, key: string): Promise<void> => api<void>("DELETE", of(id, `/teams/${encodeURIComponent(key)}/name`));

/** saveLeague changes a league as it was read; 412 if somebody has changed it since. */
export function saveLeague(league: League, draft: Draft): Promise<League> {
  return api("PUT", of(league.id), draft, { "If-Match": `"v${league.version}"` });
}

/** allMyLeagues gives every league of this host. */
export async function allMyLeagues(): Promise<LeagueRef[]> {
  const all: LeagueRef[] = [];
  let cursor = "";
  do {
    const page = await myLeagues(cursor);
    all.push(...page.leagues);
    cursor = page.next ?? "";
  } while (cursor);
  return all;
}

/** historyOf gives the whole history of a league, oldest first. */
export async function historyOf(id: string): Promise<LeagueChange[]> {
  const all: LeagueChange[] = [];
  let cursor = "";
  do {
    const page: { changes: LeagueChange[]; next?: string } =
      await api("GET", of(id, `/changes?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`));
    all.push(...page.changes);
    cursor = page.next ?? "";
  } while (cursor);
  return all;
}
