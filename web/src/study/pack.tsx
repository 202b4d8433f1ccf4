import { useEffect, useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Ask } from "./ask.tsx";
import { contents, refusalOf, type Contents, type Refusal } from "./asks.ts";
import { Closed } from "./closed.tsx";
import { End } from "./end.tsx";
import { Intro } from "./intro.tsx";
import { answered, fitted, next, type Sitting } from "./plan.ts";
import { forgetSitting, loadSitting, newSitting, saveSitting } from "./progress.ts";
import "./pack.css";

/** Asked is the question on the table, and the name that its choices are shuffled by: another one for each time it is asked. */
interface Asked {
  id: string;
  name: string;
}

/** PackPage is one pack: what it is, its questions one after another, and what became of them. */
export function PackPage({ id }: { id: string }) {
  const [known, setKnown] = useState<Contents | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const load = (): void => {
    setRefusal(null);
    contents(id).then(setKnown, (problem: unknown) => setRefusal(refusalOf(problem)));
  };
  useEffect(load, [id]);
  useEffect(() => {
    if (known) document.title = `${known.pack.title} · Trivium`;
  }, [known]);
  if (refusal) return <Closed refusal={refusal} onRetry={load} />;
  if (!known) return <p class="study-wait" role="status">{t("study.loading")}</p>;
  return <Sittings key={known.pack.id} contents={known} onRefused={setRefusal} />;
}

interface Props {
  contents: Contents;
  onRefused: (refusal: Refusal) => void;
}

function Sittings({ contents: { pack, items: all }, onRefused }: Props) {
  const items = all ?? [];
  const ids = items.map((item) => item.id);
  const [sitting, setSitting] = useState<Sitting | null>(() => {
    const kept = loadSitting(pack.id);
    return kept && fitted(kept, ids);
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const keep = (s: Sitting): Sitting => {
    saveSitting(pack.id, s);
    setSitting(s);
    return s;
  };
  const go = (s: Sitting): void => {
    const now = next(s);
    setAsked(now ? { id: now, name: `${s.name}.${s.marks[now]?.tries ?? 0}` } : null);
  };
  const start = (some: readonly string[]): void => go(keep(newSitting(some)));
  const forget = (): void => {
    forgetSitting(pack.id);
    setSitting(null);
    setAsked(null);
  };
  if (asked && sitting) {
    return (
      <Ask
        key={`${asked.id} ${asked.name}`}
        pack={pack}
        item={items.find((item) => item.id === asked.id)}
        asked={asked}
        sitting={sitting}
        onAnswered={(right) => keep(answered(sitting, asked.id, right))}
        onNext={() => go(sitting)}
        onStop={() => setAsked(null)}
        onRefused={onRefused}
      />
    );
  }
  if (sitting && (sitting.step > 0 || next(sitting) === "")) {
    return <End pack={pack} items={items} sitting={sitting} onGo={() => go(sitting)} onStart={start} onForget={forget} />;
  }
  return <Intro pack={pack} onStart={() => start(ids)} />;
}
