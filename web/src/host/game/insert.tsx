import { useEffect, useState } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Words } from "../../ui/words.tsx";
import { search, type BankQuestion } from "../bank.ts";
import { Field } from "../field.tsx";
import type { Console } from "./console.ts";
import "./insert.css";

/** How long after the last letter the bank is asked, in milliseconds. */
const PAUSE = 250;

/** Insert finds a question in the bank and puts it next. */
export function Insert({ line, open, onClose }: { line: Console; open: boolean; onClose: () => void }) {
  const [words, setWords] = useState("");
  const [hits, setHits] = useState<BankQuestion[] | null>(null);
  useEffect(() => {
    if (!open || words.trim().length < 2) {
      setHits(null);
      return;
    }
    let stale = false;
    const timer = setTimeout(() => {
      search(words.trim()).then(
        (found) => stale || setHits(found.questions ?? []),
        (problem: Error) => stale || line.say(t("host.error", { words: problem.message })),
      );
    }, PAUSE);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [words, open]);
  const insert = async (question: BankQuestion): Promise<void> => {
    const done = await line.act("insert", { question_id: question.id });
    if (done.code) return;
    line.say(t("host.insert.done"), true);
    onClose();
  };
  return (
    <Dialog title={t("host.insert.title")} open={open} onClose={onClose}>
      <Field label={t("host.insert.find")} hint={t("host.insert.hint")}>
        {(id, about) => (
          <input id={id} class="input" type="search" aria-describedby={about} value={words} onInput={(e) => setWords(e.currentTarget.value)} />
        )}
      </Field>
      {hits?.length === 0 ? <p role="status">{t("host.insert.none")}</p> : null}
      <ul class="insert-hits">
        {(hits ?? []).slice(0, 30).map((question) => (
          <li key={question.id}>
            <p>
              <Words text={question.prompt} />
              <small>{t(`host.kind.${question.kind}`)}{question.answer ? ` · ${t("host.pack.answer", { answer: question.answer })}` : ""}</small>
            </p>
            <Button aria-label={t("host.insert.button.of", { prompt: question.prompt })} onClick={() => void insert(question)}>
              {t("host.insert.button")}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
