import type { ComponentChildren } from "preact";
import { LanguageChoice } from "../host/language.tsx";
import { t } from "../lib/i18n.ts";
import { Mark } from "../ui/shape.tsx";
import "../host/shell.css";
import "./frame.css";

/** Frame is around every page of study: the mark, the way to the list, and the language. */
export function Frame({ children }: { children: ComponentChildren }) {
  return (
    <div class="shell">
      <header class="shell-top">
        <a class="shell-mark" href="/study">
          <Mark />
          <span>{t("study.brand")}</span>
        </a>
        <LanguageChoice />
      </header>
      <main class="shell-main">{children}</main>
    </div>
  );
}
