import type { Finding } from "../../lib/api.ts";
import { t } from "../../lib/i18n.ts";
import "./upload.css";

const names = { error: "host.finding.error", skipped: "host.finding.skipped", warning: "host.finding.warning" } as const;

/** Findings lists what was found in a file, each with its place. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ol class="findings">
      {findings.map((finding, index) => (
        <li key={index} class="finding" data-severity={finding.severity}>
          <span class="finding-place">
            {t(names[finding.severity])}
            {finding.line > 0 ? ` · ${placeOf(finding)}` : ""}
          </span>
          {finding.words}
        </li>
      ))}
    </ol>
  );
}

/** placeOf says where: a line, or the row of a table, and the column if it is known. */
function placeOf({ line, column }: Finding): string {
  if (column === 0) return t("host.finding.line", { line: String(line) });
  return t("host.finding.place", { line: String(line), column: String(column) });
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
