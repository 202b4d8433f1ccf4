// The fields that the host's forms are made of.
import { useId } from "preact/hooks";
import type { ComponentChildren } from "preact";
import "./field.css";

interface FieldProps {
  label: string;
  hint?: string | undefined;
  wrong?: string | undefined;
  children: (id: string, describedBy: string | undefined) => ComponentChildren;
}

/** Field is a label, the field itself, a hint and what is wrong. */
export function Field({ label, hint, wrong, children }: FieldProps) {
  const id = useId();
  const about = hint || wrong ? `${id}-about` : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id, about)}
      {about ? (
        <p id={about} class={wrong ? "field-wrong" : "field-hint"}>{wrong || hint}</p>
      ) : null}
    </div>
  );
}

interface OptionsProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; title: string; hint?: string }[];
  onChange: (value: V) => void;
}

/** Options is a choice of one among a few, each with a word of explanation. */
export function Options<V extends string>({ label, value, options, onChange }: OptionsProps<V>) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class="field-label">{label}</legend>
      <div class="options">
        {options.map((option) => (
          <label key={option.value} class="option" data-on={option.value === value ? "" : undefined}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span class="option-title">{option.title}</span>
            {option.hint ? <span class="option-hint">{option.hint}</span> : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SwitchProps {
  title: string;
  hint?: string | undefined;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Switch is on or off, and acts at once. */
export function Switch({ title, hint, on, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <span class="switch-title">{title}</span>
      {hint ? <span class="switch-hint">{hint}</span> : null}
      <input type="checkbox" role="switch" checked={on} onChange={(e) => onChange(e.currentTarget.checked)} />
    </label>
  );
}

interface SelectProps {
  label: string;
  hint?: string | undefined;
  value: number | string;
  options: readonly { value: number | string; title: string }[];
  onChange: (value: string) => void;
}

/** Select is a choice of one among many. */
export function Select({ label, hint, value, options, onChange }: SelectProps) {
  return (
    <Field label={label} hint={hint}>
      {(id, about) => (
        <select id={id} class="input" aria-describedby={about} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={String(option.value) === String(value)}>
              {option.title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
