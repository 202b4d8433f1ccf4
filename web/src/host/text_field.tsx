import { useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Field } from "./field.tsx";

interface TextProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string | undefined;
  wrong?: string | undefined;
  /** What a browser may fill in by itself. */
  fill?: string;
  max?: number;
  lines?: number;
  placeholder?: string;
  kind?: "text" | "search" | "date" | "datetime-local" | "number";
  /** What lists what may be typed. */
  offers?: readonly string[];
}

/** TextField is one line, or a few, that are typed. */
export function TextField({ label, value, onInput, hint, wrong, fill = "off", max, lines, placeholder, kind = "text", offers }: TextProps) {
  return (
    <Field label={label} hint={hint} wrong={wrong}>
      {(id, about) => {
        const common = {
          id, class: "input", autocomplete: fill, maxLength: max, placeholder, "aria-describedby": about, "aria-invalid": wrong ? true : undefined,
        } as const;
        if (lines) return <textarea {...common} rows={lines} value={value} onInput={(e) => onInput(e.currentTarget.value)} />;
        return (
          <>
            <input
              {...common}
              type={kind}
              autocapitalize={fill === "username" ? "none" : undefined}
              spellcheck={fill === "off" ? undefined : false}
              list={offers ? `${id}-offers` : undefined}
              value={value}
              onInput={(e) => onInput(e.currentTarget.value)}
            />
            {offers ? <datalist id={`${id}-offers`}>{offers.map((offer) => <option key={offer} value={offer} />)}</datalist> : null}
          </>
        );
      }}
    </Field>
  );
}

interface PasswordProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string | undefined;
  wrong?: string | undefined;
  /** Whether it is made up here, or known already. */
  made?: boolean;
}

/** PasswordField hides what is typed, and shows it to whoever wants to see it. */
export function PasswordField({ label, value, onInput, hint, wrong, made }: PasswordProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} wrong={wrong}>
      {(id, about) => (
        <>
          <input
            id={id}
            class="input"
            type={(shown ? "text" : "password") as "password"}
            autocomplete={made ? "new-password" : "current-password"}
            autocapitalize="none"
            spellcheck={false}
            aria-describedby={about}
            aria-invalid={wrong ? true : undefined}
            value={value}
            onInput={(e) => onInput(e.currentTarget.value)}
          />
          {made ? (
            <label class="field-show">
              <input type="checkbox" checked={shown} onChange={(e) => setShown(e.currentTarget.checked)} />
              <span>{t("host.password.show")}</span>
            </label>
          ) : null}
        </>
      )}
    </Field>
  );
}
