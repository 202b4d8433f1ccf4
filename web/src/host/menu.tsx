import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { LanguageChoice } from "./language.tsx";
import { calledBy, signOut, type Me } from "./me.ts";
import "./menu.css";

/** The pages that the bar and the menu lead to. */
export type Where = "games" | "results" | "leagues" | "account" | "hosts";

/** Menu is what belongs to whoever is signed in: the account, other hosts, the language, the way out. */
export function Menu({ me, at }: { me: Me; at: Where | undefined }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (e: Event): void => {
      if (!root.current?.contains(e.target as Node)) setOpen(false);
    };
    const escape = (e: KeyboardEvent): void => {
      if (e.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
      document.removeEventListener("keydown", escape);
    };
  }, [open]);
  const name = me.guest ? t("host.nav.guest") : calledBy(me);
  const leave = (): void => void signOut().finally(() => location.assign("/host"));
  return (
    <div class="menu" ref={root}>
      <button
        type="button"
        class="menu-button"
        ref={button}
        aria-expanded={open}
        aria-controls="menu"
        aria-label={name ? t("host.nav.menu", { name }) : undefined}
        onClick={() => setOpen(!open)}
      >
        <span class="menu-name"><bdi>{name || t("host.nav.me")}</bdi></span>
      </button>
      <div class="menu-list" id="menu" hidden={!open}>
        <a href="/host/account" aria-current={at === "account" ? "page" : undefined}>{t("host.nav.account")}</a>
        {me.guest ? null : <a href="/host/hosts" aria-current={at === "hosts" ? "page" : undefined}>{t("host.nav.hosts")}</a>}
        <LanguageChoice />
        <button type="button" onClick={leave}>{t("host.nav.signout")}</button>
      </div>
    </div>
  );
}
