// What the page asks of the JSON API, with its shapes.
import { api } from "../lib/api.ts";
import type { QuestionView } from "../lib/protocol.ts";
import type { BankQuestion } from "../host/bank.ts";
import type { Filter } from "./query.ts";

export interface Found extends BankQuestion {
  pack_title: string;
  language: string;
  topic?: string;
  tags?: string[];
  difficulty?: "easy" | "medium" | "hard";
  summary?: string;
  favourite?: boolean;
  /** When a game of this host asked it last. */
  played?: string;
  /** As a phone shows it. */
  view: QuestionView;
}

export interface Count {
  value: string;
  title?: string;
  count: number;
}

export interface Page {
  questions: Found[];
  total: number;
  facets: Record<Filter, Count[]>;
  next?: string;
}

/** How many questions a page of results has. */
const size = 30;

export const find = (search: string, cursor = ""): Promise<Page> =>
  api("GET", `/api/questions?${search}${search ? "&" : ""}limit=${size}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);

export const star = (id: string, on: boolean): Promise<void> =>
  api(on ? "PUT" : "DELETE", `/api/me/favourites/${id.split("/").map(encodeURIComponent).join("/")}`);

/** How many ids are asked for at once, so that no address becomes too long. */
const idsAtOnce = 40;

/** present gives those of the ids that are still in the bank. */
export async function present(ids: readonly string[]): Promise<ReadonlyMap<string, Found>> {
  const known = new Map<string, Found>();
  for (let i = 0; i < ids.length; i += idsAtOnce) {
    const params = new URLSearchParams(ids.slice(i, i + idsAtOnce).map((id) => ["id", id]));
    for (const question of (await api<Page>("GET", `/api/questions?${params}&limit=${idsAtOnce}`)).questions) known.set(question.id, question);
  }
  return known;
}
