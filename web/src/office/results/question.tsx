import { useState } from "preact/hooks";
import { wordsOf } from "../../host/problem.ts";
import { t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Cross, Tick } from "../../ui/shape.tsx";
import { Words } from "../../ui/words.tsx";
import type { NewCorrection, ReportQuestion } from "./asks.ts";

interface Props {
  question: ReportQuestion | undefined;
  onMend: (what: NewCorrection) => Promise<void>;
  onClose: () => void;
}

/** QuestionDialog is what can be mended about a question: which typed answers are right, and whether it counts at all. */
export function QuestionDialog({ question, onMend, onClose }: Props) {
  const title = question?.number ? t("office.questions.number", { number: question.number }) : t("office.questions.uncounted");
  return (
    <Dialog title={title} open={question !== undefined} onClose={onClose}>
      {question ? <Parts key={question.showing} question={question} onMend={onMend} /> : null}
    </Dialog>
  );
}

function Parts({ question, onMend }: { question: ReportQuestion; onMend: (what: NewCorrection) => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const mend = async (what: NewCorrection): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setWrong("");
    try {
      await onMend(what);
    } catch (problem) {
      setWrong(wordsOf(problem));
    }
    setBusy(false);
  };
  const { showing } = question;
  return (
    <div class="parts">
      <p class="mend-prompt"><Words text={question.prompt} /></p>
      {question.answer ? <p class="quiet">{t("office.questions.answer", { answer: question.answer })}</p> : null}
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
      {question.kind === "text" ? (
        <Given question={question} busy={busy} onJudge={(text, right) => void mend({ kind: "judged", showing, text, right })} />
      ) : null}
      <div class="part">
        <h3>{t(question.voided ? "office.void.off" : "office.void.on")}</h3>
        <p class="quiet">{t(question.voided ? "office.void.off.words" : "office.void.on.words")}</p>
        <div class="deeds-row">
          <Button busy={busy} onClick={() => void mend({ kind: "voided", showing, on: !question.voided })}>
            {t(question.voided ? "office.void.off.yes" : "office.void.on.yes")}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** given counts what was typed: all of it, while the report lists the most frequent alone. */
function given(question: ReportQuestion): { text: string; count: number; right: boolean }[] {
  const listed = question.options ?? [];
  const known = new Set(listed.map((option) => option.text));
  const rest = new Map<string, { text: string; count: number; right: boolean }>();
  for (const answer of question.answers) {
    if (answer.kicked || known.has(answer.given) || listed.length < 12) continue;
    const one = rest.get(answer.given) ?? { text: answer.given, count: 0, right: answer.right };
    one.count++;
    rest.set(answer.given, one);
  }
  return [...listed, ...rest.values()];
}

interface GivenProps {
  question: ReportQuestion;
  busy: boolean;
  onJudge: (text: string, right: boolean) => void;
}

function Given({ question, busy, onJudge }: GivenProps) {
  const list = given(question);
  return (
    <div class="part">
      <h3>{t("office.judge.title")}</h3>
      {list.length === 0 ? <p class="quiet">{t("office.judge.none")}</p> : null}
      <ul class="rows">
        {list.map((answer) => (
          <li key={answer.text} class="row-line">
            <p class="mend-answer">
              <span class="verdict" data-right={answer.right} role="img" aria-label={t(answer.right ? "office.judge.right" : "office.judge.wrong")}>
                {answer.right ? <Tick /> : <Cross />}
              </span>
              <bdi>{answer.text}</bdi>
              <span class="quiet">{tn("office.judge.times", answer.count)}</span>
            </p>
            <div class="row-deeds">
              <Button
                kind={answer.right ? "quiet" : "plain"}
                busy={busy}
                aria-label={t(answer.right ? "office.judge.reject.of" : "office.judge.accept.of", { text: answer.text })}
                onClick={() => onJudge(answer.text, !answer.right)}
              >
                {t(answer.right ? "office.judge.reject" : "office.judge.accept")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
