import { useState } from "preact/hooks";
import { wordsOf } from "../../host/problem.ts";
import { TextField } from "../../host/text_field.tsx";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { pointsOf } from "./points.ts";

/** Adjust adds points by hand or takes them, with a reason that stands in the result. */
export function Adjust({ onSave }: { onSave: (delta: number, reason: string) => Promise<void> }) {
  const [delta, setDelta] = useState("");
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState<{ delta?: string; reason?: string; whole?: string }>({});
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (busy) return;
    const points = pointsOf(delta);
    if (points === 0 || Math.abs(points) > 100_000 || !reason.trim()) {
      setWrong({
        ...(points === 0 || Math.abs(points) > 100_000 ? { delta: t("office.adjust.delta.wrong") } : {}),
        ...(reason.trim() ? {} : { reason: t("office.reason.missing") }),
      });
      return;
    }
    setBusy(true);
    try {
      await onSave(points, reason.trim());
      setDelta("");
      setReason("");
      setWrong({});
    } catch (problem) {
      setWrong({ whole: wordsOf(problem) });
    }
    setBusy(false);
  };
  return (
    <form class="part" onSubmit={submit} noValidate>
      <h3>{t("office.adjust.title")}</h3>
      <TextField label={t("office.adjust.delta")} wrong={wrong.delta} value={delta} onInput={setDelta} max={8} />
      <TextField label={t("office.reason")} hint={t("office.adjust.reason.hint")} wrong={wrong.reason} value={reason} onInput={setReason} max={200} />
      {wrong.whole ? <p class="field-wrong" role="alert">{wrong.whole}</p> : null}
      <Button type="submit" busy={busy}>{t("office.adjust.save")}</Button>
    </form>
  );
}
