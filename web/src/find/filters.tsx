import { useId, useState } from "preact/hooks";
import { number, t } from "../lib/i18n.ts";
import { Select, Switch } from "../host/field.tsx";
import { Button } from "../ui/button.tsx";
import type { Count } from "./asks.ts";
import { nameOf } from "./names.ts";
import { filters, toggle, type Filter, type Played, type Query } from "./query.ts";
import "./filters.css";

interface Props {
  query: Query;
  facets: Record<Filter, Count[]> | undefined;
  onChange: (query: Query) => void;
}

/** Filters narrow down what is found. Each value says how many questions it would leave. */
export function Filters({ query, facets, onChange }: Props) {
  return (
    <div class="filters">
      <Switch title={t("find.favourite")} on={query.favourite} onChange={(favourite) => onChange({ ...query, favourite })} />
      <Select
        label={t("find.played")}
        value={query.played}
        options={(["", "never", "recently"] as const).map((value) => ({ value, title: t(`find.played.${value || "any"}`) }))}
        onChange={(played) => onChange({ ...query, played: played as Played })}
      />
      {filters.map((name) => (
        <Group key={name} name={name} query={query} facets={facets} onChange={onChange} />
      ))}
    </div>
  );
}

/** How many values of a filter are shown until all are asked for. There are only so many kinds. */
const fewOf = (name: Filter): number => (name === "kind" ? 9 : 6);

/** Group is one filter. It is not there where it could not change anything. */
function Group({ name, query, facets, onChange }: Props & { name: Filter }) {
  const [all, setAll] = useState(false);
  const id = useId();
  const chosen = query.chosen[name];
  const counts = sorted(name, facets?.[name] ?? []);
  if (counts.length < 2 && chosen.length === 0) return null;
  const few = fewOf(name);
  const shown = all ? counts : counts.filter((count, i) => i < few || chosen.includes(count.value));
  return (
    <fieldset class="filter">
      <legend>{t(`find.by.${name}`)}</legend>
      <ul id={id}>
        {shown.map((count) => (
          <li key={count.value}>
            <label class="filter-value">
              <input type="checkbox" checked={chosen.includes(count.value)} onChange={() => onChange(toggle(query, name, count.value))} />
              <span class="filter-name">{nameOf(name, count.value, facets)}</span>
              <span class="filter-count">{number(count.count)}</span>
            </label>
          </li>
        ))}
      </ul>
      {counts.length > few ? (
        <Button kind="quiet" class="filter-all" aria-expanded={all} aria-controls={id} onClick={() => setAll(!all)}>
          {all ? t("find.fewer") : t("find.all", { count: counts.length })}
        </Button>
      ) : null}
    </fieldset>
  );
}

/** sorted has what rises in its own order: easy before hard, short before long. Others come by how many there are. */
function sorted(name: Filter, counts: readonly Count[]): readonly Count[] {
  const order = name === "difficulty" ? ["easy", "medium", "hard"] : name === "length" ? ["short", "medium", "long"] : null;
  return order ? [...counts].sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value)) : counts;
}
