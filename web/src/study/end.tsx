import { number, t, tn } from "../lib/i18n.ts";
import { useFocusOn } from "../player/hooks.ts";
import { Button } from "../ui/button.tsx";
import type { Item, Pack } from "./asks.ts";
import { count, missed, next, type Count, type Sitting } from "./plan.ts";
import "./end.css";

interface Props {
  pack: Pack;
  items: readonly Item[];
  sitting: Sitting;
  /** Goes on where it was left. */
  onGo: () => void;
  /** Begins anew, with some of the questions. */
  onStart: (ids: readonly string[]) => void;
  onForget: () => void;
}

/** End says what became of the questions, topic by topic: at the end, and wherever somebody stops. */
export function End({ pack, items, sitting, onGo, onStart, onForget }: Props) {
  const over = next(sitting) === "";
  const heading = useFocusOn(over);
  const own = items.filter((item) => item.id in sitting.marks || sitting.fresh.includes(item.id));
  const sum = count(sitting, own.map((item) => item.id));
  const again = missed(sitting, own.map((item) => item.id));
  return (
    <section class="study-card study-end">
      <header class="study-title">
        <p class="over" lang={pack.language}>{pack.title}</p>
        <h1 tabIndex={-1} ref={heading}>{over ? t("study.end.title") : t("study.pause.title")}</h1>
        <p class="study-about">{t("study.end.words", { n: number(sum.right), of: number(sum.asked) })}{over ? "" : ` ${tn("study.end.left", sum.of - sum.asked)}`}</p>
      </header>
      <Table rows={byTopic(own, sitting)} />
      <div class="study-deeds">
        {over ? null : <Button kind="primary" large onClick={onGo}>{t("study.goon")}</Button>}
        {again.length ? <Button kind={over ? "primary" : "plain"} onClick={() => onStart(again)}>{tn("study.missed", again.length)}</Button> : null}
        <Button onClick={() => onStart(items.map((item) => item.id))}>{t("study.anew")}</Button>
        <a class="button button-quiet" href="/study">{t("study.all")}</a>
      </div>
      <footer class="study-foot">
        <p class="muted">{t("study.kept")}</p>
        <Button kind="quiet" onClick={onForget}>{t("study.forget")}</Button>
      </footer>
    </section>
  );
}

interface Row extends Count {
  title: string;
}

/** byTopic counts for each topic, or each round where there are no topics, in the pack's order. */
function byTopic(items: readonly Item[], sitting: Sitting): Row[] {
  const groups = new Map<string, string[]>();
  for (const item of items) {
    const title = item.topic || item.round || "";
    groups.set(title, [...(groups.get(title) ?? []), item.id]);
  }
  return [...groups].map(([title, ids]) => ({ title, ...count(sitting, ids) }));
}

/** Table has its roles written out: on a phone its rows are laid out as cards, and browsers would forget what they are. */
function Table({ rows }: { rows: readonly Row[] }) {
  const columns = [t("study.table.right"), t("study.table.learnt"), t("study.table.open")];
  return (
    <table class="study-table" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {[t("study.table.topic"), ...columns].map((title) => <th key={title} scope="col" role="columnheader">{title}</th>)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.title} role="row">
            <th scope="row" role="rowheader">{row.title || t("study.table.rest")}</th>
            {[t("study.table.of", { n: number(row.right), of: number(row.of) }), number(row.learnt), number(row.of - row.right - row.learnt)].map(
              (cell, i) => <td key={i} role="cell" data-column={columns[i]}>{cell}</td>,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
