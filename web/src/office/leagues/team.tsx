import { useState } from "preact/hooks";
import { wordsOf } from "../../host/problem.ts";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { announce } from "../../ui/live.tsx";
import { Copied, Drawn } from "../../host/copied.tsx";
import { changeLeague, dropClaim, forgetTeam, newClaim, type ClaimLink, type Competitor, type League, type NewChange } from "./asks.ts";
import { AdjustTeam, Deed, HideTeam, MergeTeam, MoveTeam, RenameTeam } from "./deeds.tsx";
import { nameOf } from "./names.ts";
import { Unproven } from "./unproven.tsx";

interface Props {
  league: League;
  team: Competitor | undefined;
  all: readonly Competitor[];
  onChanged: () => Promise<void>;
  onClose: () => void;
}

/** TeamDialog is all that a host decides about a team, or about a player of a league of players. */
export function TeamDialog({ team, onClose, ...rest }: Props) {
  return (
    <Dialog title={team ? nameOf(team) : ""} open={team !== undefined} onClose={onClose}>
      {team ? <Parts key={team.key} team={team} onClose={onClose} {...rest} /> : null}
    </Dialog>
  );
}

function Parts({ league, team, all, onChanged, onClose }: Props & { team: Competitor }) {
  const write = async (change: NewChange): Promise<void> => {
    await changeLeague(league.id, { key: team.key, ...change });
    await onChanged();
    announce(t("office.saved"));
  };
  const into = all.find((other) => other.key === team.into);
  if (into) {
    return (
      <div class="deeds-list">
        <p>{t("office.team.merged", { name: nameOf(into) })}</p>
        <Deed title={t("office.team.part")} yes={t("office.team.part.yes")} open reason onYes={(why) => write({ kind: "part", why })} />
      </div>
    );
  }
  return (
    <div class="deeds-list">
      {team.unproven ? <Unproven league={league} team={team} all={all} write={write} /> : null}
      {team.nameless || team.unproven ? null : <Claim league={league} team={team} onChanged={onChanged} />}
      {team.nameless ? null : <RenameTeam team={team} write={write} />}
      {(league.divisions ?? []).length || (league.venues ?? []).length ? <MoveTeam league={league} team={team} write={write} /> : null}
      <AdjustTeam league={league} write={write} />
      {team.unproven ? null : <MergeTeam team={team} all={all} write={write} />}
      <HideTeam team={team} write={write} />
      {team.nameless ? null : (
        <Deed
          title={t("office.team.forget")}
          words={t("office.team.forget.words")}
          yes={t("office.team.forget.yes")}
          danger
          onYes={async () => {
            await forgetTeam(league.id, team.key);
            await onChanged();
            onClose();
          }}
        />
      )}
    </div>
  );
}

/** Claim is the link with which a team's phones prove that they are this team. */
function Claim({ league, team, onChanged }: { league: League; team: Competitor; onChanged: () => Promise<void> }) {
  const [link, setLink] = useState<ClaimLink | null>(null);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const act = async (what: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await what();
      setWrong("");
      await onChanged();
    } catch (problem) {
      setWrong(wordsOf(problem));
    }
    setBusy(false);
  };
  return (
    <section class="claim">
      <p class="quiet">{t(team.claimed ? "office.claim.is" : "office.claim.none")}</p>
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
      {link ? (
        <div class="said-once">
          <Copied label={t("office.claim.link", { name: nameOf(team) })} text={link.url} hint={t("office.claim.once")} />
          <Drawn svg={link.qr_svg} label={t("office.claim.qr", { name: nameOf(team) })} />
        </div>
      ) : null}
      <div class="deeds-row">
        <Button kind={team.claimed ? "plain" : "primary"} busy={busy} onClick={() => void act(async () => setLink(await newClaim(league.id, team.key)))}>
          {t(team.claimed ? "office.claim.again" : "office.claim.new")}
        </Button>
        {team.claimed ? (
          <Button
            kind="quiet"
            busy={busy}
            onClick={() => void act(async () => {
              await dropClaim(league.id, team.key);
              setLink(null);
            })}
          >
            {t("office.claim.drop")}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
