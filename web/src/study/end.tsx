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

function Table({ rows }: { rows: readonly Row[] }) {
  return (
    <table class="study-table">
      <thead>
        <tr>
          <th scope="col">{t("study.table.topic")}</th>
          <th scope="col">{t("study.table.right")}</th>
          <th scope="col">{t("study.table.learnt")}</th>
          <th scope="col">{t("study.table.open")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.title}>
            <th scope="row">{row.title || t("study.table.rest")}</th>
            <td>{t("study.table.of", { n: number(row.right), of: number(row.of) })}</td>
            <td>{number(row.learnt)}</td>
            <td>{number(row.of - row.right - row.learnt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
