// Findings beside the fields that they are about.
import type { Finding } from "../lib/api.ts";

/** Lists of which each item shows what was found in it. */
const lists = ["choices", "accept", "reject", "items", "pairs", "extra", "media", "sources", "tags", "rounds", "topics", "authors"];

/** Fields that show what was found in them, or in a part of them. */
const fields = [
  "prompt", "kind", "answer", "tolerance", "range", "unit", "match", "scoring", "time", "points", "summary", "details", "difficulty", "license",
  "checked", "expires", "language", "topic", "round", "title", "description", "version", "keep_order", ...lists,
];

/** placeOf is where a finding is shown: "choices.2" for "choices.2.text"; empty is the question, or the pack, as a whole. */
export function placeOf(path: string | undefined): string {
  const [field = "", item = ""] = (path ?? "").split(".");
  if (lists.includes(field) && /^\d+$/.test(item)) return `${field}.${item}`;
  return fields.includes(field) ? field : "";
}

export type Places = ReadonlyMap<string, readonly Finding[]>;

const none: Places = new Map();

/** What was found, by question and by place. The pack itself is the question with the empty id. */
export function placed(findings: readonly Finding[]): ReadonlyMap<string, Places> {
  const all = new Map<string, Map<string, Finding[]>>();
  for (const finding of findings) {
    const of = all.get(finding.question ?? "") ?? new Map<string, Finding[]>();
    const place = placeOf(finding.path);
    of.set(place, [...(of.get(place) ?? []), finding]);
    all.set(finding.question ?? "", of);
  }
  return all;
}

export const placesOf = (all: ReadonlyMap<string, Places>, question: string): Places => all.get(question) ?? none;

/** How many errors and hints there are. */
export function tally(places: Places): { errors: number; hints: number } {
  let [errors, hints] = [0, 0];
  for (const findings of places.values()) for (const f of findings) f.severity === "error" ? errors++ : hints++;
  return { errors, hints };
}
