import { useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Words } from "../ui/words.tsx";
import type { Stored } from "./asks.ts";
import { differences, merged, type Difference, type Side } from "./diff.ts";
import type { Editor } from "./editor.ts";
import type { PackForm, Question } from "./pack.ts";
import { picksOf } from "./show.ts";
import "./conflict.css";

/** Conflict shows two versions of a pack that were made at the same time, and lets one choose, question by question. */
export function Conflict({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const theirs = editor.theirs.value;
  const [open, setOpen] = useState(true);
  if (!theirs) return null;
  return (
    <>
      <div class="notice-bar" role="alert">
        <p><strong>{t("edit.conflict.title")}</strong> {t("edit.conflict.words")}</p>
        <Button kind="primary" onClick={() => setOpen(true)}>{t("edit.conflict.look")}</Button>
      </div>
      <Dialog title={t("edit.conflict.title")} open={open} onClose={() => setOpen(false)}>
        <Both
          editor={editor} theirs={theirs}
          onDone={() => {
            setOpen(true);
            onDone();
          }}
        />
      </Dialog>
    </>
  );
}

function Both({ editor, theirs, onDone }: { editor: Editor; theirs: Stored; onDone: () => void }) {
  const mine = editor.history.value.now;
  const found = differences(editor.base, mine, theirs.pack);
  // What only one side has changed is taken from there; the rest is for whoever looks at both.
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(() => new Map(found.flatMap((d) => (d.changer ? [[d.id, d.changer] as const] : []))));
  const open = found.filter((d) => !chosen.has(d.id)).length;
  const all = (side: Side): void => {
    editor.resolve(merged(mine, theirs.pack, new Map(found.map((d) => [d.id, side]))));
    onDone();
  };
  return (
    <div class="conflict">
      <p>{t("edit.conflict.about")}</p>
      <ol class="conflict-list">
        {found.map((d) => (
          <li key={d.id}>
            <fieldset class="conflict-one">
              <legend>{titleOf(d)}</legend>
              {(["mine", "theirs"] as const).map((side) => (
                <label key={side} class="option" data-on={chosen.get(d.id) === side ? "" : undefined}>
                  <input type="radio" name={`side-${d.id}`} checked={chosen.get(d.id) === side} onChange={() => setChosen(new Map([...chosen, [d.id, side]]))} />
                  <span class="option-title">{t(`edit.conflict.${side}`)}</span>
                  <Version of={d} side={side} pack={side === "mine" ? mine : theirs.pack} />
                </label>
              ))}
            </fieldset>
          </li>
        ))}
      </ol>
      <div class="conflict-deeds">
        <Button
          kind="primary" disabled={open > 0}
          onClick={() => {
            editor.resolve(merged(mine, theirs.pack, chosen));
            onDone();
          }}
        >
          {t("edit.conflict.merge")}
        </Button>
        <Button onClick={() => all("mine")}>{t("edit.conflict.all.mine")}</Button>
        <Button onClick={() => all("theirs")}>{t("edit.conflict.all.theirs")}</Button>
        <Button
          onClick={() => {
            editor.copy(t("edit.copy.title", { title: mine.title }));
            onDone();
          }}
        >
          {t("edit.conflict.copy")}
        </Button>
      </div>
      <p class="field-hint">{t("edit.conflict.undo")}</p>
    </div>
  );
}

function titleOf(d: Difference): string {
  return d.id === "" ? t("edit.about") : d.mine?.prompt || d.theirs?.prompt || t("edit.untitled");
}

/** Version tells in short what one side has. */
function Version({ of, side, pack }: { of: Difference; side: Side; pack: PackForm }) {
  if (of.id === "") {
    return <span class="option-hint"><Words text={[pack.title, pack.description ?? "", pack.language, pack.license].filter(Boolean).join(" · ")} lang={pack.language} /></span>;
  }
  const q = of[side];
  if (!q) return <span class="option-hint">{t("edit.conflict.none")}</span>;
  return (
    <span class="option-hint conflict-version">
      <Words text={q.prompt} lang={q.language || pack.language} />
      {lines(q).map((line, i) => <span key={i}><Words text={line} lang={q.language || pack.language} /></span>)}
    </span>
  );
}

/** lines are a question's answers, and what is said with them, in a line each. */
function lines(q: Question): string[] {
  const right = picksOf(q);
  const own = {
    choices: (q.choices ?? []).map((choice, i) => `${right.includes(i) ? "✓ " : "– "}${choice.text}`),
    typed: (q.accept ?? []).map((accepted) => `✓ ${accepted.text}`),
    items: (q.items ?? []).map((item, i) => `${i + 1}. ${item}`),
    pairs: (q.pairs ?? []).map((pair) => `${pair.left} → ${pair.right}`),
    number: q.number ? [`✓ ${q.number.answer} ${q.number.unit ?? ""}`] : [],
    judged: q.kind === "truefalse" ? [`✓ ${t(q.answer ? "edit.answer.true" : "edit.answer.false")}`] : [],
  };
  const rest = [t("edit.seconds", { seconds: q.time }), t("edit.points.of", { points: q.points }), q.round ?? "", q.summary ?? "", q.details ?? ""];
  return [...Object.values(own).flat(), ...(q.media ?? []).map((m) => `▣ ${m.alt}`), rest.filter(Boolean).join(" · ")];
}
