import { useEffect, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n.ts";
import type { State } from "../lib/store.ts";
import "./banner.css";

/** How long a line may be away before anybody is troubled with it. */
const GRACE = 2000;

/** A strip at the top that tells of something beside the game. */
export function Banner({ kind, children }: { kind: "offline" | "saving" | "note"; children: ComponentChildren }) {
  return (
    <div class={`banner banner-${kind}`} role="status">
      <span class="banner-dot" aria-hidden="true" />
      {children}
    </div>
  );
}

/** Tells when the line has been away for two seconds, and when the server can not save. Nothing on a good line. */
export function LineBanner({ state }: { state: State }) {
  const away = state.line === "lost" || state.line === "connecting";
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!away) return;
    const timer = setTimeout(() => setLong(true), GRACE);
    return () => clearTimeout(timer);
  }, [away]);
  if (away && long) return <Banner kind="offline">{t(state.view ? "line.lost" : "line.connecting")}</Banner>;
  if (state.saving && !away) return <Banner kind="saving">{t("line.saving")}</Banner>;
  return null;
}
