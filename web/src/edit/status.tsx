import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import type { Editor } from "./editor.ts";

/** Kept says in few words where the pack is kept, for eyes and ears. */
export function Kept({ editor }: { editor: Editor }) {
  const status = editor.status.value;
  const fresh = status === "saved" && !editor.stored;
  const errors = editor.findings.value.filter((f) => f.severity === "error").length;
  return (
    <p class="kept" data-status={status} role="status">
      <span class="kept-dot" aria-hidden="true" />
      {fresh ? t("edit.kept.new") : t(`edit.kept.${status}`, { count: errors })}
    </p>
  );
}

interface Props {
  editor: Editor;
  restored: boolean;
  twice: boolean;
  onCopy: () => void;
}

/** Notices are what somebody should know of how the pack is kept, with what can be done about it. */
export function Notices({ editor, restored, twice, onCopy }: Props) {
  const status = editor.status.value;
  return (
    <>
      {status === "foreign" ? (
        <div class="notice-bar">
          <p>{t("edit.foreign")}</p>
          <Button kind="primary" onClick={onCopy}>{t("edit.copy")}</Button>
        </div>
      ) : null}
      {status === "gone" ? (
        <div class="notice-bar" role="alert">
          <p>{t("edit.gone")}</p>
          <Button kind="primary" onClick={() => editor.revive()}>{t("edit.gone.save")}</Button>
        </div>
      ) : null}
      {status === "refused" ? <div class="notice-bar" role="alert"><p>{t("edit.refused", { words: editor.refusal.value })}</p></div> : null}
      {restored && status !== "conflict" ? <div class="notice-bar" role="status"><p>{t("edit.restored")}</p></div> : null}
      {twice ? <div class="notice-bar" role="status"><p>{t("edit.twice")}</p></div> : null}
    </>
  );
}
