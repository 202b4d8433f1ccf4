import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n.ts";
import { Mark } from "../ui/shape.tsx";
import { LanguageChoice } from "./language.tsx";
import type { Me } from "./me.ts";
import { Menu, type Where } from "./menu.tsx";
import "./shell.css";

interface Props {
  me?: Me | undefined;
  at?: Where;
  children: ComponentChildren;
}

/** Shell is the frame of the host's pages beside a game: the mark, where to go, and whoever is signed in or else the language. */
export function Shell({ me, at, children }: Props) {
  return (
    <div class="shell">
      <header class="shell-top">
        <a class="shell-mark" href="/host">
          <Mark />
          <span>Trivium</span>
        </a>
        {me ? <Bar me={me} at={at} /> : null}
        {me ? <Menu me={me} at={at} /> : <LanguageChoice />}
      </header>
      <main class="shell-main">{children}</main>
    </div>
  );
}

function Bar({ me, at }: { me: Me; at: Where | undefined }) {
  const places = [
    { at: "games", href: "/host", title: t("host.nav.games") },
    { at: "results", href: "/host/results", title: t("host.nav.results") },
    ...(me.guest ? [] : [{ at: "leagues", href: "/host/leagues", title: t("host.nav.leagues") }]),
  ];
  return (
    <nav class="shell-bar" aria-label={t("host.nav.main")}>
      {places.map((place) => (
        <a key={place.at} href={place.href} aria-current={place.at === at ? "page" : undefined}>{place.title}</a>
      ))}
    </nav>
  );
}
