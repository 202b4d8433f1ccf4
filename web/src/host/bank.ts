// What the host's pages ask of the JSON API, with its shapes.
import { api, type Finding } from "../lib/api.ts";
import type { Kind, Phase } from "../lib/protocol.ts";
import type { Setup } from "./setup_form.ts";

export interface Pack {
  id: string;
  title: string;
  description: string;
  language: string;
  source: string; // "shipped", "yours" or "others"
  /** What the host is called whose it is, if that is another. */
  host_name?: string;
  /** It came by a link. */
  taken?: boolean;
  /** With whom it is shared, of one's own. */
  sharing?: Sharing;
  /** It is open for study; only whoever decides that is told. */
  study?: boolean;
  questions: number;
  minutes: number;
  kinds: Partial<Record<Kind, number>> | null;
  rounds: { id: string; title: string; questions: number }[] | null;
}

export interface Sharing {
  all: boolean;
  link: boolean;
  takers: number;
  /** Of a link that was just made. */
  url?: string;
}

export interface BankQuestion {
  id: string;
  kind: Kind;
  prompt: string;
  round: string;
  choices?: string[];
  answer: string;
  seconds: number;
  points: number;
}

export interface Bank {
  packs: Pack[] | null;
  problems: { file: string; findings: Finding[] | null }[] | null;
}

export interface LiveGame {
  pin: string;
  title: string;
  phase: Phase;
  players: number;
  opened: string;
}

export interface FinishedGame {
  id: string;
  title: string;
  ended: string;
  players: number;
  url: string;
}

export interface Games {
  live: LiveGame[] | null;
  finished: FinishedGame[] | null;
}

export interface GameInfo {
  pin: string;
  token: string;
  join_urls: string[] | null;
  result_url: string;
}

export interface Addresses {
  addresses: string[] | null;
  chosen: string;
}

export interface League {
  id: string;
  name: string;
  slug: string;
}

export const bank = (): Promise<Bank> => api<Bank>("GET", "/api/packs");
export const packOf = (id: string): Promise<{ pack: Pack; questions: BankQuestion[] | null }> =>
  api("GET", `/api/packs/${encodeURIComponent(id)}`);
export const search = (words: string): Promise<{ questions: BankQuestion[] | null }> =>
  api("GET", `/api/questions?q=${encodeURIComponent(words)}`);
export const removePack = (id: string): Promise<void> => api<void>("DELETE", `/api/packs/${encodeURIComponent(id)}`);
export const sharePack = (id: string, change: { all?: boolean; link?: boolean }): Promise<Sharing> =>
  api("PATCH", `/api/packs/${encodeURIComponent(id)}/sharing`, change);
export const openStudy = (id: string, open: boolean): Promise<{ open: boolean }> =>
  api("PUT", `/api/packs/${encodeURIComponent(id)}/study`, { open });
export const lookAtShared = (secret: string): Promise<{ pack: Pack }> => api("POST", "/api/shared-packs/look", { secret });
export const takeShared = (secret: string): Promise<{ pack: Pack }> => api("POST", "/api/shared-packs", { secret });
export const leaveShared = (id: string): Promise<void> => api<void>("DELETE", `/api/shared-packs/${encodeURIComponent(id)}`);
export const games = (): Promise<Games> => api<Games>("GET", "/api/games");
export const gameOf = (pin: string): Promise<GameInfo> => api<GameInfo>("GET", `/api/games/${encodeURIComponent(pin)}`);
export const openGame = (setup: Setup): Promise<{ pin: string; host_url: string }> => api("POST", "/api/games", setup);
export const addresses = (): Promise<Addresses> => api<Addresses>("GET", "/api/addresses");
export const chooseAddress = (chosen: string): Promise<unknown> => api("PUT", "/api/addresses", { chosen });

/** Where a pack is written. */
export const editorOf = (id: string): string => `/host/packs/${encodeURIComponent(id)}`;

/** setupOf is where a game of one pack is set up. */
export const setupOf = (id: string): string => `/host?pack=${encodeURIComponent(id)}#setup`;

/** upload adds a pack file to the bank and gives the pack with hints, if there are any. */
export function upload(file: File): Promise<{ pack: Pack; findings: Finding[] | null }> {
  const form = new FormData();
  form.append("file", file);
  return api("POST", "/api/packs", form);
}

/** The leagues of this host; none where the server has none. */
export const myLeagues = async (): Promise<readonly League[]> =>
  (await api<{ leagues: League[] | null }>("GET", "/api/leagues?mine=1")).leagues ?? [];
