import { useEffect, useState } from "preact/hooks";
import { currentLanguage, t, tn } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { languageName } from "../ui/language_name.ts";
import { packs, refusalOf, type Pack } from "./asks.ts";
import { anySitting, forgetSittings, loadSitting } from "./progress.ts";
import "./packs.css";

/** Packs lists what is open for study, by language: the reader's own first. */
export function Packs() {
  const [list, setList] = useState<readonly Pack[] | null>(null);
  const [wrong, setWrong] = useState("");
  const [kept, setKept] = useState(anySitting());
  const load = (): void => {
    setWrong("");
    packs().then(setList, (problem: unknown) => setWrong(refusalOf(problem).words));
  };
  useEffect(load, []);
  const forget = (): void => {
    forgetSittings();
    setKept(false);
  };
  return (
    <div class="packs-page">
      <header class="packs-head">
        <h1>{t("study.packs.title")}</h1>
        <p class="muted">{t("study.packs.words")}</p>
      </header>
      {wrong ? (
        <div class="packs-wrong" role="alert">
          <p>{wrong}</p>
          <Button onClick={load}>{t("retry")}</Button>
        </div>
      ) : null}
      {list?.length === 0 ? <p class="packs-none">{t("study.packs.none")}</p> : null}
      {byLanguage(list ?? []).map(([language, some]) => (
        <section key={language} class="packs-language" aria-labelledby={`language-${language}`}>
          <h2 id={`language-${language}`} lang={language}>{languageName(language)}</h2>
          <ul class="packs-list">
            {some.map((pack) => <Card key={pack.id} pack={pack} />)}
          </ul>
        </section>
      ))}
      {kept ? (
        <footer class="packs-foot">
          <p class="muted">{t("study.kept")}</p>
          <Button kind="quiet" onClick={forget}>{t("study.forget.all")}</Button>
        </footer>
      ) : null}
    </div>
  );
}

function Card({ pack }: { pack: Pack }) {
  const sitting = loadSitting(pack.id);
  const asked = sitting ? Object.keys(sitting.marks).length : 0;
  return (
    <li class="packs-card">
      <a class="packs-link" href={`/study/${encodeURIComponent(pack.id)}`} lang={pack.language}>{pack.title}</a>
      {pack.description ? <p class="muted" lang={pack.language}>{pack.description}</p> : null}
      <p class="packs-facts">
        <strong>{tn("study.questions", pack.questions)}</strong>
        {pack.topics ? <span>{tn("study.topics", pack.topics)}</span> : null}
        {asked ? <span>{t("study.answered", { n: asked, of: pack.questions })}</span> : null}
        {pack.playing ? <span class="packs-playing">{t("study.packs.playing")}</span> : null}
      </p>
    </li>
  );
}

function byLanguage(list: readonly Pack[]): [string, Pack[]][] {
  const groups = new Map<string, Pack[]>();
  for (const pack of list) groups.set(pack.language, [...(groups.get(pack.language) ?? []), pack]);
  const own = currentLanguage();
  return [...groups].sort(([a], [b]) => Number(b === own) - Number(a === own));
}
