import { useEffect, useState } from "preact/hooks";
import { Select } from "../../host/field.tsx";
import { TextField } from "../../host/text_field.tsx";
import { t, tn } from "../../lib/i18n.ts";
import { FormDialog } from "../form_dialog.tsx";
import { addToken, type Token } from "./asks.ts";
import { scopeWords } from "./scopes.ts";

/** How long a token may be good, in days; 0 is for ever. */
const lives = [30, 90, 365, 0] as const;

interface Props {
  open: boolean;
  scopes: readonly string[];
  onMade: (token: Token, secret: string) => void;
  onClose: () => void;
}

/** NewToken asks what a program is called, what it may do and how long. */
export function NewToken({ open, scopes, onMade, onClose }: Props) {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [days, setDays] = useState<number>(lives[1]);
  useEffect(() => {
    setName("");
    setChosen([]);
    setDays(lives[1]);
  }, [open]);
  const make = async (): Promise<void> => {
    const until = days ? { until: new Date(Date.now() + days * 86_400_000).toISOString() } : {};
    const made = await addToken({ name: name.trim(), scopes: scopes.filter((scope) => chosen.includes(scope)), ...until });
    onMade(made.token, made.secret);
  };
  const check = (): string => {
    if (!name.trim()) return t("office.tokens.noname");
    return chosen.length ? "" : t("office.tokens.noscope");
  };
  return (
    <FormDialog title={t("office.tokens.new")} open={open} yes={t("office.tokens.make")} check={check} onYes={make} onClose={onClose}>
      <TextField label={t("office.tokens.name")} hint={t("office.tokens.name.hint")} value={name} onInput={setName} max={60} />
      <fieldset class="field">
        <legend class="field-label">{t("office.tokens.may")}</legend>
        <div class="ticks">
          {scopes.map((scope) => (
            <label key={scope} class="tick">
              <input
                type="checkbox"
                checked={chosen.includes(scope)}
                onChange={(e) => setChosen(e.currentTarget.checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))}
              />
              <span>{scopeWords(scope)} <code>{scope}</code></span>
            </label>
          ))}
        </div>
      </fieldset>
      <Select
        label={t("office.tokens.life")}
        value={days}
        options={lives.map((value) => ({ value, title: value ? tn("office.days", value) : t("office.tokens.forever") }))}
        onChange={(value) => setDays(Number(value))}
      />
    </FormDialog>
  );
}
