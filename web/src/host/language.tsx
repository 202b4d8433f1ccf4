import { useState } from "preact/hooks";
import { currentLanguage, languages, setLanguage } from "../lib/i18n.ts";

const names = { en: "English", de: "Deutsch" } as const;

/** LanguageChoice changes the language of the page, which is then drawn afresh. */
export function LanguageChoice() {
  const [now, setNow] = useState(currentLanguage());
  return (
    <div class="shell-languages">
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === now}
          onClick={() => {
            setLanguage(language);
            setNow(language);
            const here = new URL(location.href);
            here.searchParams.delete("lang"); // an address that names a language would win again
            if (here.href === location.href) location.reload();
            else location.replace(here.href);
          }}
        >
          {names[language]}
        </button>
      ))}
    </div>
  );
}
