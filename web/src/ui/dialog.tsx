import { useEffect, useId, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n.ts";
import { Button } from "./button.tsx";
import { Cross } from "./shape.tsx";
import "./dialog.css";

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

/** A modal dialog. The browser keeps the focus in it, closes it by Escape and gives the focus back. */
export function Dialog({ title, open, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // The browser tells of a close a moment later; by then the dialog may have been asked for again. What we closed ourselves is
  // no news.
  const ours = useRef(0);
  useEffect(() => {
    const d = dialog.current;
    if (open && d && !d.open) d.showModal();
    if (!open && d?.open) {
      ours.current++;
      d.close();
    }
  }, [open]);
  const closed = (): void => {
    if (ours.current > 0) ours.current--;
    else onClose();
  };
  // Escape closes as the cross does, by whoever has opened it, and the browser does not hurry ahead. The event of a file chooser within
  // passes by here too.
  const cancelled = (e: Event): void => {
    if (e.target !== dialog.current || !e.cancelable) return;
    e.preventDefault();
    onClose();
  };
  const pressed = (e: Event): void => {
    if (e.target === dialog.current) onClose();
  };
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby={id} onCancel={cancelled} onClose={closed} onClick={pressed}>
      {open ? (
        <div class="dialog-body">
          <header class="dialog-head">
            <h2 id={id}>{title}</h2>
            <Button kind="quiet" class="dialog-close" aria-label={t("close")} onClick={onClose}><Cross /></Button>
          </header>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
