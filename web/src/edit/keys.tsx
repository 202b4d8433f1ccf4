import { useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

const list = [
  { keys: ["Ctrl", "Z"], words: "edit.undo" },
  { keys: ["Ctrl", "Shift", "Z"], words: "edit.redo" },
  { keys: ["Ctrl", "Enter"], words: "edit.add" },
  { keys: ["Alt", "Page ↑↓"], words: "edit.keys.turn" },
  { keys: ["Alt", "↑↓"], words: "edit.keys.move" },
  { keys: ["Enter"], words: "edit.keys.row" },
] as const;

/** Keys is the list of the editor's keys, behind a button. */
export function Keys() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" class="edit-keys" aria-haspopup="dialog" onClick={() => setOpen(true)}>{t("edit.keys")}</Button>
      <Dialog title={t("edit.keys")} open={open} onClose={() => setOpen(false)}>
        <dl class="keys">
          {list.map(({ keys, words }) => (
            <div key={words}>
              <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
              <dd>{t(words)}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
