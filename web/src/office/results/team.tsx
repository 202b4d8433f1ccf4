import { number, t } from "../../lib/i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Adjust } from "./adjust.tsx";
import type { NewCorrection, ReportTeam } from "./asks.ts";

interface Props {
  team: ReportTeam | undefined;
  onMend: (what: NewCorrection) => Promise<void>;
  onClose: () => void;
}

/** TeamDialog is what can be done about a team. */
export function TeamDialog({ team, onMend, onClose }: Props) {
  return (
    <Dialog title={team?.name ?? ""} open={team !== undefined} onClose={onClose}>
      {team ? (
        <div class="parts">
          <p class="quiet">{t("office.player.score", { points: number(team.score) })}</p>
          <Adjust
            onSave={async (delta, reason) => {
              await onMend({ kind: "adjusted", team: team.key, delta, reason });
              onClose();
            }}
          />
        </div>
      ) : null}
    </Dialog>
  );
}
