import { useState } from "preact/hooks";
import { APIError } from "../../lib/api.ts";
import { wordsOf } from "../../host/problem.ts";
import { TextField } from "../../host/text_field.tsx";
import { number, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Adjust } from "./adjust.tsx";
import { playerFile, removePlayer, type NewCorrection, type ReportPlayer } from "./asks.ts";

interface Props {
  id: string;
  player: ReportPlayer | undefined;
  nameless: boolean;
  onMend: (what: NewCorrection) => Promise<void>;
  onForgotten: () => Promise<void>;
  onClose: () => void;
}

/** PlayerDialog is what can be done about a player of a finished game: name, points, and their own data. */
export function PlayerDialog({ player, onClose, ...rest }: Props) {
  return (
    <Dialog title={player ? player.name || t("office.table.noname") : ""} open={player !== undefined} onClose={onClose}>
      {player ? <Parts key={player.seat} player={player} onClose={onClose} {...rest} /> : null}
    </Dialog>
  );
}

function Parts({ id, player, nameless, onMend, onForgotten, onClose }: Props & { player: ReportPlayer }) {
  return (
    <div class="parts">
      <p class="quiet">{t("office.player.score", { points: number(player.score) })}</p>
      {nameless ? null : <Rename player={player} onMend={onMend} />}
      <Adjust
        onSave={async (delta, reason) => {
          await onMend({ kind: "adjusted", seat: player.seat, delta, reason });
          onClose();
        }}
      />
      {nameless ? null : (
        <Own
          id={id}
          player={player}
          onForgotten={async () => {
            await onForgotten();
            onClose();
          }}
        />
      )}
    </div>
  );
}

function Rename({ player, onMend }: { player: ReportPlayer; onMend: (what: NewCorrection) => Promise<void> }) {
  const [name, setName] = useState(player.name);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (busy) return;
    const length = [...name.trim()].length;
    if (length === 0 || length > 20) {
      setWrong(t("office.player.name.wrong"));
      return;
    }
    setBusy(true);
    setWrong("");
    try {
      await onMend({ kind: "renamed", seat: player.seat, name: name.trim() });
    } catch (problem) {
      const taken = problem instanceof APIError && problem.code === "taken";
      setWrong(taken ? t("office.player.name.taken") : wordsOf(problem));
    }
    setBusy(false);
  };
  return (
    <form class="part" onSubmit={submit} noValidate>
      <h3>{t("office.player.rename")}</h3>
      <TextField label={t("office.player.name")} wrong={wrong} value={name} onInput={setName} max={20} />
      <Button type="submit" busy={busy}>{t("office.player.rename.save")}</Button>
    </form>
  );
}

/** Own is a player's right to their data: a copy of it, and to be forgotten. */
function Own({ id, player, onForgotten }: { id: string; player: ReportPlayer; onForgotten: () => Promise<void> }) {
  const [sure, setSure] = useState(false);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const forget = async (): Promise<void> => {
    setBusy(true);
    try {
      await removePlayer(id, player.seat);
      await onForgotten();
    } catch (problem) {
      setWrong(wordsOf(problem));
    }
    setBusy(false);
  };
  return (
    <div class="part">
      <h3>{t("office.player.own")}</h3>
      <p class="quiet">{t("office.player.own.words")}</p>
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
      {sure ? (
        <>
          <p role="alert">{t("office.player.forget.words", { name: player.name })}</p>
          <div class="deeds-row">
            <Button kind="danger" busy={busy} onClick={() => void forget()}>{t("office.player.forget.yes")}</Button>
            <Button kind="quiet" onClick={() => setSure(false)}>{t("host.cancel")}</Button>
          </div>
        </>
      ) : (
        <div class="deeds-row">
          <a class="button" href={playerFile(id, player.seat)} download={`trivium-player-${player.seat}.json`}>{t("office.player.export")}</a>
          <Button kind="danger" onClick={() => setSure(true)}>{t("office.player.forget")}</Button>
        </div>
      )}
    </div>
  );
}
