import { useState } from "preact/hooks";
import { APIError } from "../../lib/api.ts";
import { complaintOf, wordsOf } from "../../host/problem.ts";
import { currentLanguage, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useInside } from "../inside.ts";
import { Head, Panel } from "../panel.tsx";
import { createLeague, type Draft } from "./asks.ts";
import { Basics, type BasicsWrong } from "./basics.tsx";
import { slugOf, wrongOf } from "./draft.ts";
import { Gathering } from "./gather.tsx";
import { hereZone } from "./zone.ts";

/** refusedBasics sorts what the server refused to the fields. */
export function refusedBasics(problem: unknown): BasicsWrong {
  if (problem instanceof APIError && problem.code === "taken") return { slug: t("office.league.slug.taken") };
  if (complaintOf(problem, "slug")) return { slug: t("office.league.slug.wrong") };
  if (complaintOf(problem, "name")) return { name: t("office.league.name.wrong") };
  if (complaintOf(problem, "time_zone")) return { zone: t("office.league.zone.wrong") };
  return { whole: wordsOf(problem) };
}

/** saidOf gives the words for what is wrong with a draft before it is sent. */
export function saidOf(draft: Draft): BasicsWrong {
  const { name, slug } = wrongOf(draft);
  return { ...(name ? { name: t(name) } : {}), ...(slug ? { slug: t(slug) } : {}) };
}

/** NewLeaguePage makes a league. Its first season begins at once, under the usual rules; all of that can be changed later. */
export function NewLeaguePage() {
  const { me } = useInside();
  const owner = me.id ?? "";
  const [draft, setDraft] = useState<Draft>({
    slug: "", name: "", about: "", time_zone: hereZone(), language: currentLanguage(), of: "teams", gather: { hosts: [owner], packs: [] }, listed: false,
  });
  const [typed, setTyped] = useState(false); // an address of their own
  const [wrong, setWrong] = useState<BasicsWrong>({});
  const [busy, setBusy] = useState(false);
  const change = (what: Partial<Draft>): void => {
    if (what.slug !== undefined) setTyped(what.slug !== "");
    const suggested = what.name !== undefined && !typed ? { slug: slugOf(what.name) } : {};
    setDraft((before) => ({ ...before, ...suggested, ...what }));
  };
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (busy) return;
    const found = saidOf(draft);
    setWrong(found);
    if (found.name || found.slug) return;
    setBusy(true);
    try {
      const made = await createLeague({ ...draft, name: draft.name.trim() });
      location.assign(`/host/leagues/${made.id}`);
    } catch (problem) {
      setWrong(refusedBasics(problem));
      setBusy(false);
    }
  };
  return (
    <div class="office office-narrow">
      <Head title={t("office.leagues.new")} words={t("office.leagues.new.words")} back={{ href: "/host/leagues", title: t("office.league.back") }} />
      <form class="office" onSubmit={submit} noValidate>
        <Panel title={t("office.league.basics")}><div class="fields"><Basics draft={draft} wrong={wrong} change={change} /></div></Panel>
        <Panel title={t("office.gather.title")}><div class="fields"><Gathering draft={draft} owner={owner} change={change} /></div></Panel>
        {wrong.whole ? <p class="wrong" role="alert">{wrong.whole}</p> : null}
        {wrong.name || wrong.slug || wrong.zone ? <p class="wrong" role="alert">{t("office.form.look")}</p> : null}
        <div class="deeds-row"><Button kind="primary" large type="submit" busy={busy}>{t("office.leagues.make")}</Button></div>
      </form>
    </div>
  );
}
