import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Cross } from "../ui/shape.tsx";
import type { Count } from "./asks.ts";
import { nameOf } from "./names.ts";
import { bare, filters, filtersOn, toggle, type Filter, type Query } from "./query.ts";
import "./chips.css";

interface Props {
  query: Query;
  facets: Record<Filter, Count[]> | undefined;
  onChange: (query: Query) => void;
}

/** Chips are the filters that are on; each is taken away by a press. */
export function Chips({ query, facets, onChange }: Props) {
  if (filtersOn(query) === 0) return null;
  const chip = (name: string, without: Query) => (
    <li key={name}>
      <button type="button" class="chip" aria-label={t("find.without", { name })} onClick={() => onChange(without)}>
        {name}<Cross />
      </button>
    </li>
  );
  return (
    <ul class="chips" aria-label={t("find.filters")}>
      {filters.flatMap((name) => query.chosen[name].map((value) => chip(nameOf(name, value, facets), toggle(query, name, value))))}
      {query.favourite ? chip(t("find.favourite"), { ...query, favourite: false }) : null}
      {query.played ? chip(t(`find.played.${query.played}`), { ...query, played: "" }) : null}
      <li><Button kind="quiet" onClick={() => onChange(bare(query))}>{t("find.clear")}</Button></li>
    </ul>
  );
}
