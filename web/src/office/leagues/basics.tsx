import { Options, Switch } from "../../host/field.tsx";
import { TextField } from "../../host/text_field.tsx";
import { languages, t, type Language } from "../../lib/i18n.ts";
import type { Draft } from "./asks.ts";
import { zones } from "./zone.ts";

/** What is wrong with the basics, in words. */
export interface BasicsWrong {
  name?: string;
  slug?: string;
  zone?: string;
  whole?: string;
}

interface Props {
  draft: Draft;
  wrong: BasicsWrong;
  change: (change: Partial<Draft>) => void;
}

const languageNames: Record<Language, string> = { en: "English", de: "Deutsch" };

/** Basics is what a league is called, where it is found and whose table it counts. */
export function Basics({ draft, wrong, change }: Props) {
  const origin = location.origin.replace(/^https?:\/\//, "");
  return (
    <>
      <TextField label={t("office.league.name")} wrong={wrong.name} value={draft.name} onInput={(name) => change({ name })} max={80} />
      <TextField
        label={t("office.league.slug")}
        hint={t("office.league.slug.hint", { address: `${origin}/l/${draft.slug || "…"}` })}
        wrong={wrong.slug}
        value={draft.slug}
        onInput={(slug) => change({ slug: slug.trim().toLowerCase() })}
        max={40}
      />
      <TextField label={t("office.league.about")} hint={t("office.league.about.hint")} value={draft.about ?? ""} onInput={(about) => change({ about })} max={2000} lines={3} />
      <div class="fields-two">
        <TextField
          label={t("office.league.zone")}
          hint={t("office.league.zone.hint")}
          wrong={wrong.zone}
          value={draft.time_zone}
          onInput={(zone) => change({ time_zone: zone.trim() })}
          offers={zones(draft.time_zone)}
        />
      </div>
      <Options<Language>
        label={t("office.league.language")}
        value={(languages as readonly string[]).includes(draft.language) ? (draft.language as Language) : "en"}
        options={languages.map((value) => ({ value, title: languageNames[value] }))}
        onChange={(language) => change({ language })}
      />
      <Options
        label={t("office.league.of")}
        value={draft.of}
        options={[
          { value: "teams", title: t("office.league.of.teams"), hint: t("office.league.of.teams.hint") },
          { value: "players", title: t("office.league.of.players"), hint: t("office.league.of.players.hint") },
        ]}
        onChange={(value) => change({ of: value })}
      />
      <Switch title={t("office.league.listed")} hint={t("office.league.listed.hint")} on={draft.listed === true} onChange={(listed) => change({ listed })} />
    </>
  );
}
