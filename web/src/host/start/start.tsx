import { useEffect, useMemo, useState } from "preact/hooks";

import { t, tn } from "../../lib/i18n.ts";
import { bank, editorOf, games, type Bank, type Games, type Pack } from "../bank.ts";
import type { Me } from "../me.ts";
import { recallPicked, rememberPicked } from "../picked.ts";
import { isSignedOut, wordsOf } from "../problem.ts";
import { Shell } from "../shell.tsx";
import { FindingsOf } from "./findings.tsx";
import { Finished, Running } from "./games.tsx";
import { PackCard } from "./pack_card.tsx";
import { Preview } from "./preview.tsx";
import { SharedPack } from "./shared_pack.tsx";
import { SetupPage } from "./setup.tsx";
import { Tray } from "./tray.tsx";
import { Upload } from "./upload.tsx";
import "./start.css";

/** Start is where a host begins: what runs, what can be played, what was played. */
export function Start({ me, onSignedOut }: { me: Me; onSignedOut: () => void }) {
  const [known, setKnown] = useState<Bank | null>(null);
  const [played, setPlayed] = useState<Games | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>(() => new URLSearchParams(location.search).getAll("pack"));
  const [looking, setLooking] = useState<Pack | null>(null);
  const [hash, setHash] = useState(location.hash);
  const [wrong, setWrong] = useState("");

  const load = async (): Promise<void> => {
    try {
      const [nextBank, nextGames] = await Promise.all([bank(), games()]);
      setKnown(nextBank);
      setPlayed(nextGames);
      setWrong("");
    } catch (problem) {
      if (isSignedOut(problem)) onSignedOut();
      else setWrong(wordsOf(problem));
    }
  };
  useEffect(() => void load(), []);
  useEffect(() => {
    const moved = (): void => setHash(location.hash);
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);

  const packs = known?.packs ?? [];
  const picked = packs.filter((pack) => chosen.includes(pack.id));
  const toggle = (id: string): void =>
    setChosen((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));

  const host = me.id ?? "";
  const questions = useMemo(() => recallPicked(host), [host, hash]);
  if (hash === "#picked" && questions.length > 0) {
    return (
      <Shell me={me} at="games">
        <SetupPage packs={[]} picked={questions} onOpened={() => rememberPicked(host, [])} />
      </Shell>
    );
  }
  if (hash === "#setup" && picked.length > 0) {
    return (
      <Shell me={me} at="games">
        <SetupPage packs={picked} />
      </Shell>
    );
  }
  return (
    <Shell me={me} at="games">
      <div class="start">
        <header class="start-head">
          <h1>{t("host.start.title")}</h1>
          <p>{t("host.start.words")}</p>
          <p class="start-ways">
            <a class="button start-find" href="/host/questions">
              {questions.length > 0 ? tn("host.start.find.picked", questions.length) : t("host.start.find")}
            </a>
            <a class="button" href={editorOf("new")}>{t("host.start.write")}</a>
          </p>
        </header>
        {wrong ? <p class="start-wrong" role="alert">{wrong}</p> : null}
        {me.guest || me.login ? null : <Secure />}
        <Running games={played?.live ?? []} />
        <section aria-labelledby="packs" aria-busy={known === null}>
          <h2 id="packs">{t("host.start.packs")}</h2>
          {known === null && !wrong ? <p class="start-quiet">{t("host.start.loading")}</p> : null}
          {known && packs.length === 0 ? <p class="start-quiet">{t("host.start.nopacks")}</p> : null}
          <ul class="packs">
            {packs.map((pack) => (
              <PackCard
                key={pack.id}
                pack={pack}
                chosen={chosen.includes(pack.id)}
                onToggle={() => toggle(pack.id)}
                onLook={() => setLooking(pack)}
              />
            ))}
            <li>
              <Upload onAdded={(pack) => void load().then(() => setChosen((before) => [...before, pack.id]))} />
            </li>
          </ul>
          {known?.problems?.length ? <FindingsOf title={t("host.start.problems")} files={known.problems} /> : null}
        </section>
        {played ? <Finished games={played.finished ?? []} /> : null}
      </div>
      <Tray packs={picked} />
      <SharedPack onTaken={(pack) => void load().then(() => setChosen((before) => [...before.filter((id) => id !== pack.id), pack.id]))} />
      <Preview pack={looking} onClose={() => setLooking(null)} onChanged={() => void load()} />
    </Shell>
  );
}

/** Secure reminds the first host, who came in by the printed key, of a login and a password. */
function Secure() {
  return (
    <aside class="start-hint">
      <p>{t("host.start.secure")}</p>
      <a class="button" href="/host/account">{t("host.start.secure.go")}</a>
    </aside>
  );
}
