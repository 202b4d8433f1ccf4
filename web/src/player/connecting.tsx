import { useEffect, useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Mark } from "../ui/shape.tsx";

/** A page that loads while its line does not come up is, after this long, most likely in a network that blocks WebSockets. */
const patience = 8_000;

/** Before the first view has come. */
export function Connecting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main class="center">
      <Mark />
      <p class="muted">{t("line.connecting")}</p>
      <span class="dots" aria-hidden="true"><i /><i /><i /></span>
      {late ? <p role="status">{t("line.blocked")}</p> : null}
    </main>
  );
}
