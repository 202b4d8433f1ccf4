import { t } from "../../lib/i18n.ts";
import type { Competitor } from "./asks.ts";

/** nameOf is what a team is called; one whose name was taken away has none. */
export const nameOf = (team: Competitor): string => team.name || t("office.table.noname");
