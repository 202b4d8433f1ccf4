import type { Finding } from "../../lib/api.ts";
import { t } from "../../lib/i18n.ts";
import "./upload.css";

/** Findings lists what was found in a file, each with its place. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ol class="findings">
      {findings.map((finding, index) => (
        <li key={index} class="finding" data-severity={finding.severity}>
          <span class="finding-place">
            {t(finding.severity === "error" ? "host.finding.error" : "host.finding.warning")}
            {finding.line > 0 ? ` · ${t("host.finding.place", { line: String(finding.line), column: String(finding.column) })}` : ""}
          </span>
          {finding.words}
        </li>
      ))}
    </ol>
  );
}

/** FindingsOf lists files that are not in the bank, and why. */
export function FindingsOf({ title, files }: { title: string; files: readonly { file: string; findings: Finding[] | null }[] }) {
  return (
    <details class="findings-files">
      <summary>{title}</summary>
      {files.map((file) => (
        <div key={file.file}>
          <h3>{file.file}</h3>
          <Findings findings={file.findings ?? []} />
        </div>
      ))}
    </details>
  );
}
