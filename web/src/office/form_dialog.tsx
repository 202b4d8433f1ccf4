import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isSignedOut, wordsOf } from "../host/problem.ts";
import { TextField } from "../host/text_field.tsx";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useInside } from "./inside.ts";
import "./form_dialog.css";

interface Props {
  title: string;
  open: boolean;
  /** What the button says. */
  yes: string;
  danger?: boolean;
  /** What keeps the form from being sent, in words; empty if nothing does. */
  check?: () => string;
  onYes: () => Promise<unknown>;
  onClose: () => void;
  children?: ComponentChildren;
}

/** FormDialog asks for something, or whether somebody is sure, and stays open with the words if it can not be done. */
export function FormDialog({ title, open, yes, danger, check, onYes, onClose, children }: Props) {
  const { onSignedOut } = useInside();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  useEffect(() => setWrong(""), [open]);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    const missing = check?.() ?? "";
    setWrong(missing);
    if (missing || busy) return;
    setBusy(true);
    try {
      await onYes();
      onClose();
    } catch (problem) {
      if (isSignedOut(problem)) onSignedOut();
      setWrong(wordsOf(problem));
    }
    setBusy(false);
  };
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <form class="form-dialog" onSubmit={submit} noValidate>
        {children}
        {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
        <div class="deeds-row">
          <Button kind={danger ? "danger" : "primary"} type="submit" busy={busy}>{yes}</Button>
          <Button kind="quiet" onClick={onClose}>{t("host.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ConfirmProps {
  title: string;
  /** What goes, in words. */
  words: string;
  yes: string;
  open: boolean;
  onYes: () => Promise<unknown>;
  onClose: () => void;
}

/** Confirm says what goes before it goes. */
export function Confirm({ words, ...rest }: ConfirmProps) {
  return <FormDialog {...rest} danger><p>{words}</p></FormDialog>;
}

interface ReasonProps extends Omit<ConfirmProps, "onYes"> {
  hint: string;
  danger?: boolean;
  onYes: (why: string) => Promise<unknown>;
}

/** WithReason asks for the reason that will stand in a history. */
export function WithReason({ words, hint, danger, onYes, open, ...rest }: ReasonProps) {
  const [why, setWhy] = useState("");
  useEffect(() => setWhy(""), [open]);
  return (
    <FormDialog
      {...rest}
      open={open}
      danger={danger === true}
      check={() => (why.trim() ? "" : t("office.reason.missing"))}
      onYes={() => onYes(why.trim())}
    >
      {words ? <p>{words}</p> : null}
      <TextField label={t("office.reason")} hint={hint} value={why} onInput={setWhy} max={200} />
    </FormDialog>
  );
}
