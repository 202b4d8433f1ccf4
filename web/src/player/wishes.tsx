// What a player may want beside a name: to play as the team that this phone proves to be of, and to be on public boards.

import { t } from "../lib/i18n.ts";
import type { Claim, League } from "./claims.ts";
import "./wishes.css";

/** The teams that this phone plays as, each with its league; a tick less, and it does not. */
export function PlayAs({ claims, leagues, on, onChange }: {
  claims: readonly Claim[];
  leagues: readonly League[];
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  if (!claims.length) return null;
  const league = (claim: Claim): string => leagues.find((l) => l.id === claim.league)?.name ?? claim.league_name;
  return (
    <label class="wish">
      <input type="checkbox" checked={on} onChange={(e) => onChange(e.currentTarget.checked)} />
      <span>
        {claims.map((claim) => <span key={claim.secret} class="wish-line">{t("name.as", { team: claim.name, league: league(claim) })}</span>)}
        <small class="field-hint">{t("name.as.hint")}</small>
      </span>
    </label>
  );
}

/** Whether the player wants to be on public boards. Nobody is who has not said so. */
export function OnBoards({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="wish">
      <input type="checkbox" name="public" checked={on} onChange={(e) => onChange(e.currentTarget.checked)} />
      <span>
        {t("name.public")}
        <small class="field-hint">{t("name.public.hint")}</small>
      </span>
    </label>
  );
}
