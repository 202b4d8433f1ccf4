import { useRef, useState } from "preact/hooks";
import { APIError, type Finding } from "../../lib/api.ts";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { announce } from "../../ui/live.tsx";
import { editorOf, upload, type Pack } from "../bank.ts";
import { Findings } from "./findings.tsx";
import "./upload.css";

type Outcome = { file: string; words: string; pack?: string; findings: readonly Finding[] };

/** Upload takes a pack file, dropped or chosen, and says by line and column what is wrong with it. */
export function Upload({ onAdded }: { onAdded: (pack: Pack) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState("");
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const take = async (file: File | undefined): Promise<void> => {
    if (!file || busy) return;
    setBusy(file.name);
    setOutcome(null);
    try {
      const { pack, findings } = await upload(file);
      const left = (findings ?? []).filter((finding) => finding.severity === "skipped").length;
      const words = left === 0
        ? t("host.upload.done", { title: pack.title })
        : t("host.upload.partly", { title: pack.title, count: String(left) });
      tell({ file: file.name, words, pack: pack.id, findings: findings ?? [] });
      onAdded(pack);
    } catch (problem) {
      const refused = problem instanceof APIError ? problem : new APIError(0, "", "");
      const words = refused.status ? `${t("host.upload.refused", { file: file.name })}. ${refused.message}` : t("host.offline");
      tell({ file: file.name, words, findings: refused.findings });
    }
    setBusy("");
    if (input.current) input.current.value = "";
  };
  const tell = (what: Outcome): void => {
    setOutcome(what);
    announce(what.words);
  };
  return (
    <div
      class="upload"
      data-over={over ? "" : undefined}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        void take(e.dataTransfer?.files[0]);
      }}
    >
      <h3>{t("host.upload.title")}</h3>
      <p>{over ? t("host.upload.drop") : busy ? t("host.upload.busy", { file: busy }) : t("host.upload.words")}</p>
      <input
        ref={input}
        class="sr-only"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(e) => void take(e.currentTarget.files?.[0])}
      />
      <Button busy={busy !== ""} onClick={() => input.current?.click()}>{t("host.upload.button")}</Button>
      {outcome ? (
        <div class="upload-outcome" data-good={outcome.pack ? "" : undefined}>
          <p>{outcome.words}</p>
          {outcome.pack ? <a href={editorOf(outcome.pack)}>{t("host.upload.edit")}</a> : null}
          <Findings findings={outcome.findings} />
        </div>
      ) : null}
    </div>
  );
}
