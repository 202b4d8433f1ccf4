import { useEffect, useState } from "preact/hooks";
import { number, t, tn } from "../lib/i18n.ts";
import type { Me } from "../host/me.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Chips } from "./chips.tsx";
import { Filters } from "./filters.tsx";
import { Hits } from "./hits.tsx";
import { Look } from "./look.tsx";
import { filtersOn, queryOf, searchOf, type Query } from "./query.ts";
import { Tray } from "./tray.tsx";
import { useFound } from "./use_found.ts";
import { usePicks } from "./use_picks.ts";
import "./page.css";

interface Props {
  me: Me;
  onSignedOut: () => void;
}

/**
 * focusOn moves the focus to a part of the page, for whoever has no mouse: there are many filters and results between. The part itself
 * takes it, not its first button: the key that was pressed on the link is not up yet, and would press the button, too.
 */
function focusOn(e: Event, id: string): void {
  e.preventDefault();
  document.getElementById(id)?.focus();
}

/** FindPage finds questions as one types, shows what they are like, and gathers those that are picked. */
export function FindPage({ me, onSignedOut }: Props) {
  const [query, setQuery] = useState<Query>(() => queryOf(location.search));
  const [filtering, setFiltering] = useState(false);
  const [looking, setLooking] = useState("");
  const results = useFound(query, onSignedOut);
  const picks = usePicks(me.id ?? "");
  useEffect(() => {
    // The address says what is looked for, so that going back or reloading finds it again.
    const search = searchOf(query);
    history.replaceState(null, "", `${location.pathname}${search ? `?${search}` : ""}${location.hash}`);
  }, [query]);
  const { page } = results;
  const on = filtersOn(query);
  return (
    <div class="find">
      <header class="find-head">
        <a class="find-back" href="/host">{t("find.back")}</a>
        <h1>{t("find.title")}</h1>
        <form class="find-form" role="search" onSubmit={(e) => focusOn(e, "find-results")}>
          <label class="sr-only" for="find-words">{t("find.words")}</label>
          <input
            id="find-words"
            class="input find-words"
            type="search"
            autocomplete="off"
            spellcheck={false}
            enterkeyhint="search"
            maxLength={200}
            placeholder={t("find.words")}
            aria-describedby="find-hint"
            value={query.words}
            onInput={(e) => setQuery({ ...query, words: e.currentTarget.value })}
          />
          <Button class="find-filter" aria-haspopup="dialog" onClick={() => setFiltering(true)}>
            {on > 0 ? t("find.filters.on", { count: on }) : t("find.filters")}
          </Button>
        </form>
        <p id="find-hint" class="find-hint">{t("find.hint")}</p>
        <a class="find-skip" href="#find-results" onClick={(e) => focusOn(e, "find-results")}>{t("find.skip")}</a>
        {picks.list.length > 0 ? <a class="find-skip" href="#find-tray" onClick={(e) => focusOn(e, "find-tray")}>{t("find.skip.tray")}</a> : null}
      </header>
      <aside class="find-aside" aria-label={t("find.filters")}>
        <Filters query={query} facets={page?.facets} onChange={setQuery} />
      </aside>
      <section class="find-results" id="find-results" tabIndex={-1} aria-label={t("find.results")} aria-busy={results.busy}>
        <div class="find-sum">
          <p><strong>{page ? tn("find.found", page.total) : t("find.busy")}</strong></p>
          <Chips query={query} facets={page?.facets} onChange={setQuery} />
        </div>
        {results.wrong ? <p class="find-wrong" role="alert">{results.wrong}</p> : null}
        {page?.total === 0 ? <p class="find-none">{t(on > 0 ? "find.none.filters" : "find.none")}</p> : null}
        <Hits questions={page?.questions ?? []} picks={picks} onStar={results.star} onLook={setLooking} />
        {page?.next ? (
          <Button class="find-more" busy={results.busy} onClick={() => void results.more()}>
            {t("find.more", { count: number(page.total - page.questions.length) })}
          </Button>
        ) : null}
      </section>
      <Dialog title={t("find.filters")} open={filtering} onClose={() => setFiltering(false)}>
        <Filters query={query} facets={page?.facets} onChange={setQuery} />
        <div class="find-done">
          <Button kind="primary" large onClick={() => setFiltering(false)}>{page ? tn("find.show", page.total) : t("close")}</Button>
        </div>
      </Dialog>
      <Look questions={page?.questions ?? []} id={looking} picks={picks} onStar={results.star} onMove={setLooking} />
      <Tray picks={picks} />
    </div>
  );
}
