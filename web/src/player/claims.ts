// The persistent teams that this phone proves to be of: what it was given a link for. The secret of a team is sent to the server
// alone, and only when its owner joins a game of its league.

import { forget, recall, remember } from "../lib/storage.ts";

/** A team (or player) of a league, as POST /api/claims tells it, with its secret. */
export interface Claim {
  secret: string;
  league: string;
  league_name: string;
  slug: string;
  key: string;
  name: string;
}

/** A league that a game counts in. */
export interface League {
  id: string;
  name: string;
  slug: string;
  of: "teams" | "players";
}

/** How many claims a phone keeps; the server takes no more. */
export const claimsMax = 8;

const KEY = "claims";

/** The claims of this phone, the newest first. */
export function claims(): Claim[] {
  try {
    const kept = JSON.parse(recall(KEY) ?? "[]") as Claim[];
    return Array.isArray(kept) ? kept.filter((c) => typeof c.secret === "string" && typeof c.league === "string") : [];
  } catch {
    return [];
  }
}

/** Keeps a claim in the place of one in the same league; the oldest goes when there are too many. */
export function keepClaim(claim: Claim): void {
  remember(KEY, JSON.stringify([claim, ...claims().filter((c) => c.league !== claim.league)].slice(0, claimsMax)));
}

export function forgetClaim(secret: string): void {
  const left = claims().filter((c) => c.secret !== secret);
  if (left.length) remember(KEY, JSON.stringify(left));
  else forget(KEY);
}

/** The claims that fit a game, in the order of its leagues. */
export function fitting(leagues: readonly League[] | null | undefined, kept: readonly Claim[]): Claim[] {
  return (leagues ?? []).flatMap((league) => kept.find((c) => c.league === league.id) ?? []);
}

/** What a claim fills in: the name of the team, or that of the player where the game has no teams or the league none. */
export function prefill(
  room: { teams: boolean; team_names?: string[] | null; leagues?: League[] | null }, claim: Claim | undefined,
): { name?: string; team?: string } {
  if (!claim) return {};
  const league = room.leagues?.find((l) => l.id === claim.league);
  if (!room.teams || league?.of === "players") return { name: claim.name };
  const fixed = room.team_names ?? [];
  return !fixed.length || fixed.includes(claim.name) ? { team: claim.name } : {};
}
