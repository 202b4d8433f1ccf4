// What study asks of the JSON API, with its shapes.
import { api, APIError } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import type { QuestionView, RevealView } from "../lib/protocol.ts";
import type { Draft } from "../player/answers/props.ts";

export interface Pack {
  id: string;
  title: string;
  description?: string;
  language: string;
  /** How many questions it has that can be answered. */
  questions: number;
  /** How many topics these are about. */
  topics?: number;
  /** A game here plays it, so that it is closed. */
  playing?: boolean;
}

/** A question before it is asked. */
export interface Item {
  id: string;
  topic?: string;
  round?: string;
}

export interface Contents {
  pack: Pack;
  items: Item[] | null;
}

export interface Source {
  title: string;
  url?: string;
}

/** What somebody learns who has answered. The details are HTML that the server made of Markdown. */
export interface Lesson {
  right: boolean;
  num: number;
  den: number;
  reveal: RevealView;
  details?: string;
  sources?: Source[];
  topic?: { title: string; summary: string; details?: string; sources?: Source[] };
}

const at = (pack: string): string => `/api/study/${encodeURIComponent(pack)}`;
const one = (pack: string, question: string): string => `${at(pack)}/questions/${encodeURIComponent(question)}`;

export const packs = async (): Promise<readonly Pack[]> => (await api<{ packs: Pack[] | null }>("GET", "/api/study")).packs ?? [];
export const contents = (pack: string): Promise<Contents> => api("GET", at(pack));
export const question = async (pack: string, id: string, sitting: string): Promise<QuestionView> =>
  (await api<{ question: QuestionView }>("GET", `${one(pack, id)}?sitting=${encodeURIComponent(sitting)}`)).question;
export const answer = (pack: string, id: string, sitting: string, draft: Draft | null): Promise<Lesson> =>
  api("POST", `${one(pack, id)}/answer`, draft ? { sitting, ...draft } : { sitting, give_up: true });

/** Why the server gave none of this: the pack is closed, a game plays it, or else something in words. */
export interface Refusal {
  why: "not_open" | "playing" | "other";
  words: string;
}

export function refusalOf(problem: unknown): Refusal {
  if (!(problem instanceof APIError) || problem.status === 0) return { why: "other", words: t("study.offline") };
  if (problem.code === "not_open" || problem.code === "playing") return { why: problem.code, words: "" };
  return { why: "other", words: problem.code === "too_many" ? t("study.toomany") : problem.message || t("study.offline") };
}
