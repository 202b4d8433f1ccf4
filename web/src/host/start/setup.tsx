import { useState } from "preact/hooks";
import { number, t, tn } from "../../lib/i18n.ts";
import type { Settings } from "../../lib/protocol.ts";
import { recall, remember } from "../../lib/storage.ts";
import { Button } from "../../ui/button.tsx";
import { openGame, type Pack } from "../bank.ts";
import { minutesOf, type Picked } from "../picked.ts";
import { counts, defaultSetup, minutesFor, problemOf, type Setup } from "../setup_form.ts";
import { Field, Options, Select } from "../field.tsx";
import { Results } from "./setup_public.tsx";
import { More, Pace, Players, Points, Time } from "./setup_parts.tsx";
import "./setup.css";

/** restored is the form as this host left it the last time, for the packs chosen now or the questions that were picked. */
function restored(packs: readonly Pack[], picked: readonly Picked[]): Setup {
  const first = packs[0];
  const fresh = defaultSetup(packs.map((pack) => pack.id), packs.length === 1 && first ? first.title : "");
  if (picked.length > 0) fresh.questions = picked.map((one) => one.id);
  try {
    const kept = JSON.parse(recall("host.settings") ?? "{}") as Partial<Settings>;
    const results = JSON.parse(recall("host.results") ?? "{}") as Partial<Setup>;
    return { ...fresh, ...results, settings: { ...fresh.settings, ...kept, title: fresh.settings.title } };
  } catch {
    return fresh;
  }
}

interface Props {
  packs: readonly Pack[];
  /** Questions that were picked from any packs, instead of whole ones. */
  picked?: readonly Picked[];
  /** The game is open. */
  onOpened?: () => void;
}

/** SetupPage is the form of a new game. Everything has a default that suits a quiz night. */
export function SetupPage({ packs, picked = [], onOpened }: Props) {
  const [setup, setSetup] = useState<Setup>(() => restored(packs, picked));
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const pool = {
    questions: packs.reduce((sum, pack) => sum + pack.questions, picked.length),
    minutes: packs.reduce((sum, pack) => sum + pack.minutes, minutesOf(picked)),
  };
  const settings = setup.settings;
  const set = (change: Partial<Settings>): void => setSetup((before) => ({ ...before, settings: { ...before.settings, ...change } }));

  const open = async (e: Event): Promise<void> => {
    e.preventDefault();
    const problem = problemOf(setup);
    setWrong(problem ? t(problem) : "");
    if (problem || busy) return;
    setBusy(true);
    const { public: boards, leagues, venue, division } = setup;
    remember("host.results", JSON.stringify({ public: boards, leagues, venue, division }));
    remember("host.settings", JSON.stringify({ ...settings, title: "", team_names: [] }));
    try {
      const game = await openGame(setup);
      onOpened?.();
      location.assign(game.host_url || `/host/${game.pin}`);
    } catch (problem) {
      setWrong(t("host.error", { words: problem instanceof Error ? problem.message : "" }));
      setBusy(false);
    }
  };
  return (
    <form class="setup" onSubmit={open}>
      <div class="setup-main">
        {picked.length > 0
          ? <a class="setup-back" href="/host/questions">{t("host.setup.back.picked")}</a>
          : <a class="setup-back" href="#">{t("host.setup.back")}</a>}
        <h1>{t("host.setup.title")}</h1>
        <Part title={t("host.setup.part.questions")}>
          <Field label={t("host.setup.name")} hint={t("host.setup.name.hint")}>
            {(id, about) => (
              <input
                id={id}
                class="input"
                maxLength={80}
                aria-describedby={about}
                value={settings.title}
                onInput={(e) => set({ title: e.currentTarget.value })}
              />
            )}
          </Field>
          <Select
            label={t("host.setup.count")}
            value={setup.count}
            options={counts(pool.questions).map((count) => ({
              value: count,
              title: count === 0 ? t("host.setup.count.all", { count: pool.questions }) : number(count),
            }))}
            onChange={(value) => setSetup({ ...setup, count: Number(value) })}
          />
          <Options
            label={t("host.setup.order")}
            value={setup.shuffle ? "shuffled" : "written"}
            options={[
              { value: "written", title: t(picked.length > 0 ? "host.setup.order.picked" : "host.setup.order.written") },
              { value: "shuffled", title: t("host.setup.order.shuffled") },
            ]}
            onChange={(value) => setSetup({ ...setup, shuffle: value === "shuffled" })}
          />
        </Part>
        <Part title={t("host.setup.part.players")}><Players settings={settings} set={set} /></Part>
        <Part title={t("host.setup.part.points")}><Points settings={settings} set={set} /></Part>
        <Part title={t("host.setup.part.time")}><Time settings={settings} set={set} /></Part>
        <Part title={t("host.setup.part.pace")}><Pace settings={settings} set={set} /></Part>
        <Part title={t("host.setup.part.results")}><Results setup={setup} change={(change) => setSetup((before) => ({ ...before, ...change }))} /></Part>
        <details class="setup-more">
          <summary>{t("host.setup.part.more")}</summary>
          <More settings={settings} set={set} />
        </details>
      </div>
      <aside class="setup-side" aria-label={t("host.setup.summary")}>
        <h2>{settings.title || t("host.setup.summary")}</h2>
        <p>{picked.length > 0 ? t("host.setup.picked") : packs.map((pack) => pack.title).join(", ")}</p>
        <p class="setup-sum">
          <strong>{tn("host.pack.questions", setup.count || pool.questions)}</strong>
          <span>{t("host.setup.summary.minutes", { count: minutesFor(setup, pool) })}</span>
        </p>
        {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
        <Button kind="primary" large type="submit" busy={busy}>{t(busy ? "host.setup.starting" : "host.setup.start")}</Button>
      </aside>
    </form>
  );
}

function Part({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section class="setup-part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
