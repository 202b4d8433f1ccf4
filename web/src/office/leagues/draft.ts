// What a host says of a league, as a form holds it. Pure; the parts of the form draw it.
import type { Key } from "../../lib/i18n.ts";
import type { Draft, League, PlannedNight, Rules, Season, Tie } from "./asks.ts";
import { nextDay, startOf } from "./zone.ts";

export const ties: readonly Tie[] = ["wins", "head_to_head", "score", "right", "time"];

/** The rules of a pub's league; the server has the same. */
export const usualRules = (): Rules => ({
  scoring: "place", table: [15, 12, 9, 6, 3, 1], sharing: "split", ties: ["wins", "head_to_head", "score"],
});

const letters: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "oe", å: "a", ł: "l", đ: "d", þ: "th" };

/** slugOf suggests an address for a name: "Tuesdays at the Owl" is "tuesdays-at-the-owl". */
export function slugOf(name: string): string {
  return name.toLowerCase()
    .replace(/[äöüßæøåłđþ]/g, (letter) => letters[letter] ?? "")
    .normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/[’']/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
}

/** draftOf is what a league says, without what only the server says of it. */
export function draftOf(league: League): Draft {
  const { slug, name, about, time_zone, language, of, gather, listed, divisions, venues, seasons, nights } = league;
  return {
    slug, name, about: about ?? "", time_zone, language, of, gather: gather ?? {}, listed: listed === true, divisions: divisions ?? [],
    venues: venues ?? [], seasons, nights: nights ?? [],
  };
}

/** linesOf reads one name from each line and leaves out blanks and repeats. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim().replace(/\s+/g, " ")).filter(Boolean))];
}

/** wrongOf names what is wrong with the basics of a draft, by field. */
export function wrongOf(draft: Draft): Partial<Record<"slug" | "name", Key>> {
  const length = [...draft.name.trim()].length;
  return {
    ...(length === 0 || length > 80 ? { name: "office.league.name.wrong" as const } : {}),
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(draft.slug) && draft.slug.length >= 3 && draft.slug.length <= 40 ? {} : { slug: "office.league.slug.wrong" as const }),
  };
}

/** seasonAfter is a new season behind the last one: it begins when that ends, or else tomorrow, and is scored as it was. */
export function seasonAfter(seasons: readonly Season[], today: string, zone: string): Season {
  const last = seasons[seasons.length - 1];
  const from = last?.to ?? startOf(nextDay(today), zone);
  let number = seasons.length + 1;
  while (seasons.some((season) => season.id === String(number))) number++;
  return { id: String(number), name: "", from, rules: last?.rules ?? usualRules() };
}

/** opened gives seasons with a new one: a season that had no end ends where the new one begins. */
export function opened(seasons: readonly Season[], fresh: Season): Season[] {
  const kept = seasons.map((season, i) => (i === seasons.length - 1 && !season.to ? { ...season, to: fresh.from } : season));
  return [...kept, fresh];
}

/** tidy brings rules into a form that can be played: a table only by place, best or drop, points never growing. */
export function tidy(rules: Rules): Rules {
  const { table, sharing, ...rest } = rules;
  const kept: Rules = { ...rest };
  if (rules.scoring === "place") {
    kept.table = table?.length ? table : usualRules().table ?? [];
    kept.sharing = sharing || "split";
  }
  if (!kept.best) delete kept.best;
  if (!kept.drop) delete kept.drop;
  if (!kept.minimum) delete kept.minimum;
  return kept;
}

/** rulesWrong names what is wrong with rules; empty if nothing is. */
export function rulesWrong(rules: Rules): Key | "" {
  const table = rules.table ?? [];
  if (rules.scoring !== "place") return "";
  if (table.some((points) => !Number.isInteger(points) || points < 0 || points > 10_000)) return "office.rules.table.wrong";
  return table.some((points, i) => i > 0 && points > (table[i - 1] ?? 0)) ? "office.rules.table.grows" : "";
}

/** planned sorts nights by their time. */
export const planned = (nights: readonly PlannedNight[]): PlannedNight[] => [...nights].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
