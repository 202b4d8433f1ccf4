// The panels that a host opens by key: answers, the right answer, the ranking.
import type { View } from "../../lib/protocol.ts";
import type { State } from "../../lib/store.ts";
import { seconds, t } from "../../lib/i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Reveal } from "../../ui/reveal.tsx";
import { Leaderboard } from "../../ui/table.tsx";
import { Words } from "../../ui/words.tsx";
import type { Console } from "./console.ts";
import { AdjustTeams } from "./adjust.tsx";
import { Judge } from "./judge.tsx";
import { Answered } from "./now.tsx";
import { rankingOf, useRoster } from "./roster.ts";

interface Props {
  line: Console;
  view: View;
  open: boolean;
  onClose: () => void;
}

/** AnswersPanel shows how answers are distributed, once they may be known. */
export function AnswersPanel({ line, view, open, onClose }: Props) {
  const { question, reveal } = view;
  const typed = question?.kind === "text" || question?.kind === "number";
  return (
    <Dialog title={t("host.answers.title")} open={open} onClose={onClose}>
      {question && reveal ? (
        typed ? (
          <Judge line={line} showing={question.showing} reveal={reveal} judging={question.kind === "text"} />
        ) : (
          <Reveal question={question} reveal={reveal} />
        )
      ) : (
        <>
          <p>{t("host.answers.later")}</p>
          {question ? <Answered state={line.session.state.value} showing={question.showing} /> : null}
        </>
      )}
    </Dialog>
  );
}

/** CorrectPanel shows the right answer, once it may be known. */
export function CorrectPanel({ view, open, onClose }: Omit<Props, "line">) {
  const { question, reveal } = view;
  return (
    <Dialog title={t("host.correct.title")} open={open} onClose={onClose}>
      {question && reveal ? (
        <>
          <p class="now-prompt">{rightWords(view)}</p>
          {reveal.summary ? <p><Words text={reveal.summary} lang={question.lang} /></p> : null}
          {reveal.fastest ? (
            <p>{t("host.correct.fastest", { name: reveal.fastest, seconds: seconds(reveal.fastest_ms ?? 0) })}</p>
          ) : null}
        </>
      ) : (
        <p>{t("host.correct.later")}</p>
      )}
    </Dialog>
  );
}

/** rightWords is the right answer in words, true and false in the reader's language. */
function rightWords(view: View): string {
  const text = view.reveal?.text ?? "";
  if (view.question?.kind === "truefalse") return t(text === "true" || view.reveal?.right?.[0] === 0 ? "answer.true" : "answer.false");
  return text || t("host.pack.noanswer");
}

/** RankingPanel shows the table at any time, for the host alone. */
export function RankingPanel({ line, state, view, open, onClose }: Props & { state: State }) {
  useRoster(line, state, open && !view.table);
  const rows = view.table ?? rankingOf(state.roster);
  return (
    <Dialog title={t("host.ranking.title")} open={open} onClose={onClose}>
      {rows.length === 0 ? <p>{t("host.ranking.none")}</p> : <Leaderboard rows={rows.slice(0, 20)} />}
      {view.teams && view.table ? <AdjustTeams line={line} rows={view.table} /> : null}
    </Dialog>
  );
}
