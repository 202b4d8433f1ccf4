// What is looked for, as the page's address and the API both write it. Pure.

/** The filters that have values to choose from, in the order in which they are offered. */
export const filters = ["kind", "difficulty", "length", "round", "topic", "tag", "language", "pack"] as const;
export type Filter = (typeof filters)[number];

export type Played = "" | "never" | "recently";

export interface Query {
  words: string;
  favourite: boolean;
  played: Played;
  chosen: Readonly<Record<Filter, readonly string[]>>;
}

/** queryOf reads an address's search part; what it does not know is left out. */
export function queryOf(search: string): Query {
  const params = new URLSearchParams(search);
  const played = params.get("played");
  return {
    words: params.get("q") ?? "",
    favourite: params.get("favourite") === "true",
    played: played === "never" || played === "recently" ? played : "",
    chosen: Object.fromEntries(filters.map((name) => [name, params.getAll(name)])) as Record<Filter, string[]>,
  };
}

/** searchOf writes a query as queryOf reads it. */
export function searchOf(query: Query): string {
  const params = new URLSearchParams();
  if (query.words.trim()) params.set("q", query.words);
  for (const name of filters) for (const value of query.chosen[name]) params.append(name, value);
  if (query.favourite) params.set("favourite", "true");
  if (query.played) params.set("played", query.played);
  return params.toString();
}

/** toggle chooses a value of a filter, or takes it back. */
export function toggle(query: Query, name: Filter, value: string): Query {
  const before = query.chosen[name];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...query, chosen: { ...query.chosen, [name]: after } };
}

/** bare is a query without its filters. */
export const bare = (query: Query): Query => ({ ...queryOf(""), words: query.words });

/** filtersOn counts what a query is narrowed down by. */
export function filtersOn(query: Query): number {
  return filters.reduce((sum, name) => sum + query.chosen[name].length, Number(query.favourite) + Number(query.played !== ""));
}
