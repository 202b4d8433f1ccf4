// What was found in a field, beside it, and the fields that have it there.
import { useId } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { Finding } from "../../lib/api.ts";
import { t } from "../../lib/i18n.ts";
import "./beside.css";

/** Beside lists findings: what has to be mended, and what somebody should look at. */
export function Beside({ id, findings }: { id?: string | undefined; findings: readonly Finding[] | undefined }) {
  if (!findings?.length) return null;
  return (
    <ul class="beside" id={id}>
      {findings.map((finding) => (
        <li key={finding.code + finding.words} class="beside-one" data-severity={finding.severity}>
          <span class="beside-mark" aria-hidden="true">{finding.severity === "error" ? "!" : "i"}</span>
          <span><span class="sr-only">{t(finding.severity === "error" ? "edit.finding.error" : "edit.finding.hint")} </span>{sentence(finding.words)}</span>
        </li>
      ))}
    </ul>
  );
}

/** sentence begins with a capital letter and ends with a point. */
export function sentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

interface BoxProps {
  label: string;
  /** The label is for those who do not see the page. */
  hidden?: boolean;
  hint?: string | undefined;
  findings?: readonly Finding[] | undefined;
  children: (common: { id: string; class: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ComponentChildren;
}

/** Box is a label, a field, a hint and what was found in the field. */
export function Box({ label, hidden, hint, findings, children }: BoxProps) {
  const id = useId();
  const said = findings?.length ? `${id}-said` : "";
  const about = [hint ? `${id}-hint` : "", said].filter(Boolean).join(" ") || undefined;
  const wrong = findings?.some((f) => f.severity === "error") || undefined;
  return (
    <div class="field">
      <label for={id} class={hidden ? "sr-only" : undefined}>{label}</label>
      {children({ id, class: "input", "aria-describedby": about, "aria-invalid": wrong })}
      {hint ? <p id={`${id}-hint`} class="field-hint">{hint}</p> : null}
      <Beside id={said || undefined} findings={findings} />
    </div>
  );
}

interface TextProps {
  label: string;
  hidden?: boolean;
  hint?: string | undefined;
  value: string | undefined;
  findings?: readonly Finding[] | undefined;
  lines?: number;
  lang?: string | undefined;
  placeholder?: string;
  kind?: "text" | "date" | "url";
  /** A number is typed: telephones show digits, and points and minus signs. */
  figure?: boolean;
  offers?: readonly string[];
  name?: string;
  onInput: (value: string) => void;
}

/** Text is one line that is typed, or a few. */
export function Text({ label, hidden, hint, value, findings, lines, lang, placeholder, kind = "text", figure, offers, name, onInput }: TextProps) {
  const list = useId();
  return (
    <Box label={label} hint={hint} findings={findings} {...(hidden ? { hidden } : {})}>
      {(common) => {
        const all = { ...common, name, lang, placeholder, autocomplete: "off", value: value ?? "" } as const;
        if (lines) return <textarea {...all} rows={lines} onInput={(e) => onInput(e.currentTarget.value)} />;
        return (
          <>
            <input {...all} type={kind} inputMode={figure ? "decimal" : undefined} list={offers ? list : undefined} onInput={(e) => onInput(e.currentTarget.value)} />
            {offers ? <datalist id={list}>{offers.map((offer) => <option key={offer} value={offer} />)}</datalist> : null}
          </>
        );
      }}
    </Box>
  );
}

interface PickProps {
  label: string;
  hidden?: boolean;
  hint?: string | undefined;
  value: string | number | undefined;
  findings?: readonly Finding[] | undefined;
  options: readonly { value: string | number; title: string }[];
  onChange: (value: string) => void;
}

/** Pick is a choice of one among several. */
export function Pick({ label, hidden, hint, value, findings, options, onChange }: PickProps) {
  const now = String(value ?? "");
  return (
    <Box label={label} hint={hint} findings={findings} {...(hidden ? { hidden } : {})}>
      {(common) => (
        <select {...common} value={now} onChange={(e) => onChange(e.currentTarget.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={String(option.value) === now}>{option.title}</option>
          ))}
        </select>
      )}
    </Box>
  );
}

