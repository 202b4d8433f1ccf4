import { useState } from "preact/hooks";
import { number, percent, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Words } from "../../ui/words.tsx";
import { Panel, Tag } from "../panel.tsx";
import type { NewCorrection, Report, ReportQuestion } from "./asks.ts";
import { QuestionDialog } from "./question.tsx";

/** Questions lists what was asked, in short, with what can be mended about each. */
export function Questions({ found, onMend }: { found: Report; onMend: (what: NewCorrection) => Promise<void> }) {
  const [showing, setShowing] = useState(-1);
  const asked = found.questions.filter((question) => question.kind !== "slide");
  return (
    <Panel title={t("office.questions.title")} words={t("office.questions.words")}>
      {asked.length === 0 ? <p class="quiet">{t("office.questions.none")}</p> : null}
      <ol class="rows">
        {asked.map((question) => <Row key={question.showing} question={question} onOpen={() => setShowing(question.showing)} />)}
      </ol>
      <QuestionDialog question={asked.find((question) => question.showing === showing)} onMend={onMend} onClose={() => setShowing(-1)} />
    </Panel>
  );
}

function Row({ question, onOpen }: { question: ReportQuestion; onOpen: () => void }) {
  const label = question.number ? t("office.questions.number", { number: question.number }) : t("office.questions.uncounted");
  return (
    <li class="row-line" data-wide>
      <div class="row-words">
        <p class="row-title">
          <Words text={question.prompt} />
          {question.voided ? <Tag kind="alert">{t("office.questions.voided")}</Tag> : null}
        </p>
        <p class="row-facts">
          {[
            label,
            question.answer ?? "",
            question.kind === "poll" ? "" : t("office.questions.share", { share: percent(question.right, question.present), right: number(question.right) }),
          ].filter(Boolean).join(" · ")}
        </p>
      </div>
      <div class="row-deeds">
        <Button kind="quiet" aria-label={t("office.questions.open.of", { question: label })} onClick={onOpen}>{t("office.change")}</Button>
      </div>
    </li>
  );
}
