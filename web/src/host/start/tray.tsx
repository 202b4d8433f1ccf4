import { t, tn, number } from "../../lib/i18n.ts";
import type { Pack } from "../bank.ts";
import "./tray.css";

/** Tray stays at the bottom while packs are chosen, and leads on. */
export function Tray({ packs }: { packs: readonly Pack[] }) {
  if (packs.length === 0) return null;
  const questions = packs.reduce((sum, pack) => sum + pack.questions, 0);
  return (
    <div class="tray">
      <div class="tray-inside">
        <p>{tn("host.start.chosen", packs.length, { questions: number(questions) })}</p>
        <a class="button button-primary button-large" href="#setup">{t("host.start.setup")}</a>
      </div>
    </div>
  );
}
