import { useRef, useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { announce } from "../ui/live.tsx";
import { Field } from "./field.tsx";
import "./copied.css";

interface Props {
  label: string;
  text: string;
  hint?: string;
  lines?: number;
}

/** Copied is a text that people take along. Where the browser keeps the clipboard to itself (plain http), it is marked instead. */
export function Copied({ label, text, hint, lines }: Props) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    let words = t("host.copied");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      field.current?.focus();
      field.current?.select();
      words = t("host.marked");
    }
    setSaid(words);
    announce(words);
  };
  return (
    <Field label={label} hint={said || hint}>
      {(id, about) => (
        <div class="copied">
          {lines ? (
            <textarea id={id} class="input" ref={field} rows={lines} readOnly aria-describedby={about} value={text} />
          ) : (
            <input id={id} class="input" ref={field} readOnly aria-describedby={about} value={text} onFocus={(e) => e.currentTarget.select()} />
          )}
          <Button onClick={() => void copy()}>{t("host.copy")}</Button>
        </div>
      )}
    </Field>
  );
}

/** Drawn shows a QR code that came as SVG: of all that it says only the one path is taken. */
export function Drawn({ svg, label }: { svg: string; label: string }) {
  const box = /viewBox="([\d ]+)"/.exec(svg)?.[1];
  const path = /<path d="([Mhvz\d,\- ]+)"/.exec(svg)?.[1];
  if (!box || !path) return null;
  return (
    <svg class="drawn" viewBox={box} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#17152a" />
    </svg>
  );
}
