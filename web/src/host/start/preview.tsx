import { useEffect, useState } from "preact/hooks";
import { number, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Words } from "../../ui/words.tsx";
import { editorOf, leaveShared, packOf, removePack, type BankQuestion, type Pack } from "../bank.ts";
import { SharingOf } from "./sharing.tsx";
import { StudyOf } from "./study.tsx";
import "./preview.css";

interface Props {
  pack: Pack | null;
  onClose: () => void;
  /** The pack is gone, or shared in another way, or opened for study. */
  onChanged: () => void;
}

/** Preview shows the questions of a pack with their answers; a host's own pack can be shared, opened for study and deleted here. */
export function Preview({ pack, onClose, onChanged }: Props) {
  const [questions, setQuestions] = useState<BankQuestion[] | null>(null);
  const [wrong, setWrong] = useState("");
  const [sure, setSure] = useState(false);
  useEffect(() => {
    setQuestions(null);
    setSure(false);
    setWrong("");
    if (!pack) return;
    packOf(pack.id).then(
      (found) => setQuestions(found.questions ?? []),
      () => setWrong(t("host.offline")),
    );
  }, [pack?.id]);
  const away = (gone: (id: string) => Promise<void>): void => {
    if (!pack) return;
    gone(pack.id).then(
      () => {
        onChanged();
        onClose();
      },
      (problem: Error) => setWrong(t("host.error", { words: problem.message })),
    );
  };
  return (
    <Dialog title={pack?.title ?? ""} open={pack !== null} onClose={onClose}>
      <p class="preview-spoiler">{t("host.pack.spoiler")}</p>
      {pack ? <a class="button" href={editorOf(pack.id)}>{t(pack.source === "yours" ? "host.pack.edit" : "host.pack.copy")}</a> : null}
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
      {questions === null && !wrong ? <p>{t("host.start.loading")}</p> : null}
      <ol class="preview" lang={pack?.language}>
        {(questions ?? []).map((question) => <Item key={question.id} question={question} />)}
      </ol>
      {pack?.sharing ? <SharingOf key={pack.id} pack={pack} sharing={pack.sharing} onChanged={onChanged} /> : null}
      {pack?.study === undefined ? null : <StudyOf key={`study ${pack.id}`} pack={pack} open={pack.study} onChanged={onChanged} />}
      {pack?.taken ? <Button onClick={() => away(leaveShared)}>{t("host.pack.leave")}</Button> : null}
      {pack?.source === "yours" ? (
        sure ? (
          <div class="preview-delete">
            <p>{t("host.pack.delete.sure", { title: pack.title })}</p>
            <Button kind="danger" onClick={() => away(removePack)}>{t("host.pack.delete.yes")}</Button>
            <Button onClick={() => setSure(false)}>{t("host.cancel")}</Button>
          </div>
        ) : (
          <Button kind="danger" onClick={() => setSure(true)}>{t("host.pack.delete")}</Button>
        )
      ) : null}
    </Dialog>
  );
}

function Item({ question }: { question: BankQuestion }) {
  const others = (question.choices ?? []).filter((choice) => choice !== question.answer);
  return (
    <li class="preview-item">
      <p class="preview-prompt"><Words text={question.prompt} /></p>
      {question.kind === "slide" ? null : (
        <p class="preview-answer">
          {question.answer ? t("host.pack.answer", { answer: question.answer }) : t("host.pack.noanswer")}
        </p>
      )}
      {others.length > 0 && question.kind !== "truefalse" ? <p class="preview-others">{others.join(" · ")}</p> : null}
      <p class="preview-facts">
        {t(`host.kind.${question.kind}`)}
        {question.round ? ` · ${question.round}` : ""}
        {question.kind === "slide" ? "" : ` · ${t("host.pack.seconds", { seconds: question.seconds })}`}
        {question.points > 0 ? ` · ${t("host.pack.points", { points: number(question.points) })}` : ""}
      </p>
    </li>
  );
}
