// What the values of the filters are called.
import { currentLanguage, isKey, t } from "../lib/i18n.ts";
import type { Count } from "./asks.ts";
import type { Filter } from "./query.ts";

/** nameOf is what a value is called for people: kinds, difficulties and lengths have words of ours, others their own. */
export function nameOf(filter: Filter, value: string, facets?: Record<Filter, Count[]>): string {
  const key = `find.${filter}.${value}`;
  if (isKey(key)) return t(key);
  if (filter === "language") return languageOf(value);
  return facets?.[filter].find((count) => count.value === value)?.title ?? value;
}

/** languageOf is the name of a language in the reader's language; a tag that the browser does not know stays as it is. */
export function languageOf(tag: string): string {
  try {
    return new Intl.DisplayNames([currentLanguage()], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
