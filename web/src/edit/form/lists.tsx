import { t } from "../../lib/i18n.ts";
import type { Pair } from "../pack.ts";
import { Beside, Pick, Text } from "./beside.tsx";
import type { PartProps } from "./props.ts";
import { Rows } from "./rows.tsx";

/** Items of an order question, in the right order. */
export function Items({ q, places, set }: PartProps) {
  return (
    <fieldset class="form-part">
      <legend>{t("edit.items")}</legend>
      <p class="field-hint">{t("edit.items.hint")}</p>
      <Beside findings={places.get("items")} />
      <Rows<string>
        name={t("edit.item")} items={q.items ?? []} least={2} most={10} add={t("edit.items.add")} blank="" ordered
        onChange={(items) => set({ items }, `items${items.length}`)}
      >
        {(text, place, put) => (
          <div class="row-line">
            <span class="row-place" aria-hidden="true">{place + 1}</span>
            <Text label={t("edit.item.of", { place: place + 1 })} hidden value={text} lang={q.language} findings={places.get(`items.${place}`)} onInput={put} />
          </div>
        )}
      </Rows>
    </fieldset>
  );
}

/** Pairs of a match question, and right sides that belong to nothing. */
export function Pairs({ q, places, set }: PartProps) {
  return (
    <fieldset class="form-part">
      <legend>{t("edit.pairs")}</legend>
      <Beside findings={places.get("pairs")} />
      <Rows<Pair>
        name={t("edit.pair")} items={q.pairs ?? []} least={2} most={10} add={t("edit.pairs.add")} blank={{ left: "", right: "" }} ordered
        onChange={(pairs) => set({ pairs }, `pairs${pairs.length}`)}
      >
        {(pair, place, put) => (
          <>
            <div class="row-pair">
              <Text label={t("edit.pair.left", { place: place + 1 })} hidden value={pair.left} lang={q.language} onInput={(left) => put({ ...pair, left })} />
              <span class="row-arrow" aria-hidden="true">→</span>
              <Text label={t("edit.pair.right", { place: place + 1 })} hidden value={pair.right} lang={q.language} onInput={(right) => put({ ...pair, right })} />
            </div>
            <Beside findings={places.get(`pairs.${place}`)} />
          </>
        )}
      </Rows>
      <h3>{t("edit.extra")}</h3>
      <p class="field-hint">{t("edit.extra.hint")}</p>
      <Beside findings={places.get("extra")} />
      <Rows<string>
        name={t("edit.extra.one")} items={q.extra ?? []} least={0} most={10} add={t("edit.extra.add")} blank=""
        onChange={(extra) => set({ extra }, `extra${extra.length}`)}
      >
        {(text, place, put) => (
          <Text label={t("edit.extra.of", { place: place + 1 })} hidden value={text} lang={q.language} findings={places.get(`extra.${place}`)} onInput={put} />
        )}
      </Rows>
    </fieldset>
  );
}

/** What a part of the answer is worth, for the kinds that have parts. */
export function Scoring({ q, places, set }: PartProps) {
  const ways = q.kind === "order" ? ["all", "partial", "adjacent"] as const : q.kind === "multi" || q.kind === "match" ? ["all", "partial"] as const : [];
  if (ways.length === 0) return <Beside findings={places.get("scoring")} />;
  return (
    <Pick
      label={t("edit.scoring")} value={q.scoring || "all"} findings={places.get("scoring")}
      options={ways.map((value) => ({ value, title: t(`edit.scoring.${value}`) }))}
      onChange={(scoring) => set({ scoring: scoring === "all" ? undefined : scoring })}
    />
  );
}
