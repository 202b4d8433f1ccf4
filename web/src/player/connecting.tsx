import { t } from "../lib/i18n.ts";
import { Mark } from "../ui/shape.tsx";

/** Before the first view has come. */
export function Connecting() {
  return (
    <main class="center">
      <Mark />
      <p class="muted">{t("line.connecting")}</p>
      <span class="dots" aria-hidden="true"><i /><i /><i /></span>
    </main>
  );
}
