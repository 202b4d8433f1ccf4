import { useState } from "preact/hooks";
import type { Done, RowView } from "../../lib/protocol.ts";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../field.tsx";
import type { Console } from "./console.ts";
import "./adjust.css";

/** Adjust corrects a score by hand, with a reason that stands in the result. */
export function Adjust({ title, onSave }: { title?: string; onSave: (delta: number, reason: string) => Promise<Done> }) {
  const [delta, setDelta] = useState("");
  const [reason, setReason] = useState("");
  const points = Math.trunc(Number(delta.replace("−", "-")));
  const able = Number.isFinite(points) && points !== 0;
  const save = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (!able) return;
    const done = await onSave(points, reason.trim());
    if (done.code) return;
    setDelta("");
    setReason("");
  };
  return (
    <details class="adjust">
      <summary>{title ?? t("host.roster.adjust")}</summary>
      <form onSubmit={save}>
        <Field label={t("host.roster.adjust.delta")}>
          {(id) => <input id={id} class="input" inputMode="text" value={delta} onInput={(e) => setDelta(e.currentTarget.value)} />}
        </Field>
        <Field label={t("host.roster.adjust.reason")} hint={t("host.roster.adjust.reason.hint")}>
          {(id, about) => (
            <input id={id} class="input" maxLength={200} aria-describedby={about} value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
          )}
        </Field>
        <Button type="submit" disabled={!able}>{t("host.roster.adjust.save")}</Button>
      </form>
    </details>
  );
}

/** AdjustTeams corrects the points of teams; a row of a team is named "t:" and its key. */
export function AdjustTeams({ line, rows }: { line: Console; rows: readonly RowView[] }) {
  return (
    <div>
      {rows.filter((row) => row.id.startsWith("t:")).map((row) => (
        <Adjust
          key={row.id}
          title={t("host.roster.adjust.team", { name: row.name })}
          onSave={(delta, reason) => line.act("adjust", { key: row.id.slice(2), delta, reason })}
        />
      ))}
    </div>
  );
}
