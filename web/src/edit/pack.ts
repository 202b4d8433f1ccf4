// A pack as it is edited, as server/api/pack_form.go has it. Lists and texts that are empty may be missing.
import type { Kind } from "../lib/protocol.ts";

export interface PackForm {
  id: string;
  title: string;
  description?: string | undefined;
  language: string;
  version: string;
  license: string;
  authors?: string[] | undefined;
  rounds?: Round[] | undefined;
  topics?: Topic[] | undefined;
  questions: Question[];
}

export interface Round {
  id: string;
  title: string;
  intro?: string | undefined;
}

export interface Topic {
  id: string;
  title: string;
  summary: string;
  details: string;
  sources?: Source[] | undefined;
}

export interface Source {
  title: string;
  url?: string | undefined;
}

export interface Question {
  id: string;
  kind: Kind;
  prompt: string;
  language?: string | undefined;
  topic?: string | undefined;
  tags?: string[] | undefined;
  /** The title of its round. */
  round?: string | undefined;
  choices?: Choice[] | undefined;
  keep_order?: boolean | undefined;
  answer?: boolean | undefined;
  accept?: Accepted[] | undefined;
  reject?: string[] | undefined;
  rules?: Rules | undefined;
  number?: NumberSpec | undefined;
  items?: string[] | undefined;
  pairs?: Pair[] | undefined;
  extra?: string[] | undefined;
  scoring?: string | undefined;
  /** The limit in seconds. */
  time: number;
  points: number;
  summary?: string | undefined;
  details?: string | undefined;
  sources?: Source[] | undefined;
  media?: Medium[] | undefined;
  difficulty?: string | undefined;
  license?: string | undefined;
  checked?: string | undefined;
  expires?: string | undefined;
}

export interface Choice {
  text: string;
  correct?: boolean | undefined;
  why?: string | undefined;
}

export interface Accepted {
  text: string;
  note?: string | undefined;
}

/** How a typed answer is compared; what is missing has its default. */
export type Rules = Partial<Record<"case" | "diacritics" | "punctuation" | "articles" | "typos" | "numbers", string | undefined>>;

export interface NumberSpec {
  answer: string;
  tolerance_abs?: string | undefined;
  tolerance_rel?: string | undefined;
  low?: string | undefined;
  high?: string | undefined;
  closest?: boolean | undefined;
  range?: { min: string; max: string; step: string } | undefined;
  unit?: string | undefined;
}

export interface Pair {
  left: string;
  right: string;
}

export interface Medium {
  type: "image" | "audio";
  /** Its address, or the name of a file that the server does not have yet: "new/5f0c.png". */
  src: string;
  alt: string;
  license?: string | undefined;
  at?: string | undefined;
}

/** What an editor may do to a question: all but its id, which results and favourites know it by. */
export type Patch = Partial<Omit<Question, "id">>;

/** The text of a value in which nothing counts that means the same as if it were missing, whatever the order of its fields. */
export function canonical(value: unknown): string {
  return JSON.stringify(bare(value));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => bare(item) ?? null);
  if (typeof value === "string") return value.trim() || undefined; // the server keeps no space around texts
  if (value === null || typeof value !== "object") return value === false ? undefined : value;
  const fields = Object.entries(value)
    .map(([name, field]) => [name, bare(field)] as const)
    .filter(([, field]) => field !== undefined && !(Array.isArray(field) && field.length === 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}
