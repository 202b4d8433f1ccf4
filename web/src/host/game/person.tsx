import { useEffect, useState } from "preact/hooks";
import type { RosterRow, View } from "../../lib/protocol.ts";
import { number, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { addresses } from "../bank.ts";
import { Field, Select } from "../field.tsx";
import { Adjust } from "./adjust.tsx";
import type { Console } from "./console.ts";

/** The longer limits that are offered, in percent. */
const stretches = [100, 125, 150, 200, 300, 500, 1000];

interface Props {
  line: Console;
  view: View;
  row: RosterRow | undefined;
  onClose: () => void;
}

/** Person is all that a host can do about one player. */
export function Person({ line, view, row, onClose }: Props) {
  return (
    <Dialog title={row?.name ?? ""} open={row !== undefined} onClose={onClose}>
      {row ? <Deeds key={row.seat} line={line} view={view} row={row} onClose={onClose} /> : null}
    </Dialog>
  );
}

function Deeds({ line, view, row, onClose }: Props & { row: RosterRow }) {
  const seat = row.seat;
  return (
    <div class="deeds">
      {row.rank > 0 ? (
        <p class="deeds-facts">
          <span>{t("host.roster.rank", { rank: row.rank })}</span>
          <span>{t("host.roster.points", { points: number(row.score) })}</span>
        </p>
      ) : null}
      <Line label={t("host.roster.rename")} value={row.name} save={t("host.roster.rename.save")} onSave={(name) => line.act("rename", { seat, name })} />
      {view.teams ? (
        <Line
          label={t("host.roster.team")}
          value={row.team ?? ""}
          save={t("host.roster.team.save")}
          offers={(view.lobby?.teams ?? []).map((team) => team.name)}
          onSave={(team) => line.act("team", { seat, team })}
        />
      ) : null}
      <Select
        label={t("host.roster.stretchlabel")}
        hint={t("host.roster.stretch.hint")}
        value={row.stretch || 100}
        options={stretches.map((percent) => ({
          value: percent,
          title: percent === 100 ? t("host.roster.stretch.none") : t("host.roster.stretch.times", { factor: number(percent / 100) }),
        }))}
        onChange={(value) => void line.act("stretch", { seat, percent: Number(value) })}
      />
      <Move line={line} view={view} row={row} />
      <Adjust onSave={(delta, reason) => line.act("adjust", { seat, delta, reason })} />
      <Kick row={row} onKick={() => void line.act("kick", { seat }).then((done) => done.code || onClose())} />
    </div>
  );
}

interface LineProps {
  label: string;
  value: string;
  save: string;
  offers?: readonly string[];
  onSave: (value: string) => Promise<unknown>;
}

/** Line is one text that can be changed. */
function Line({ label, value, save, offers, onSave }: LineProps) {
  const [text, setText] = useState(value);
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        const wish = text.trim();
        if (wish && wish !== value) void onSave(wish);
      }}
    >
      <Field label={label}>
        {(id) => (
          <div class="field-row">
            <input id={id} class="input" maxLength={40} autocomplete="off" list={offers ? `${id}-list` : undefined} value={text} onInput={(e) => setText(e.currentTarget.value)} />
            {offers ? <datalist id={`${id}-list`}>{offers.map((offer) => <option key={offer} value={offer} />)}</datalist> : null}
            <Button type="submit">{save}</Button>
          </div>
        )}
      </Field>
    </form>
  );
}

/** Move shows a QR code by which another phone becomes this player. The code is asked for at a press: it works once. */
function Move({ line, view, row }: { line: Console; view: View; row: RosterRow }) {
  const [link, setLink] = useState("");
  const [base, setBase] = useState(location.origin);
  useEffect(() => void addresses().then((known) => setBase(known.chosen.replace(/\/$/, "")), () => undefined), []);
  if (row.practice) return null;
  const show = async (): Promise<void> => {
    const done = await line.act("offer", { seat: row.seat });
    if (!done.code && done.data) setLink(`${base}/m/${view.pin}#${done.data}`);
  };
  return (
    <div class="deeds-move">
      {link ? (
        <>
          <p class="field-label">{t("host.roster.move")}</p>
          <img src={`/qr.svg?text=${encodeURIComponent(link)}`} alt={t("host.roster.move")} width="256" height="256" />
          <p>{t("host.roster.move.words", { name: row.name })}</p>
        </>
      ) : (
        <Button onClick={() => void show()}>{t("host.roster.move")}</Button>
      )}
    </div>
  );
}

function Kick({ row, onKick }: { row: RosterRow; onKick: () => void }) {
  const [sure, setSure] = useState(false);
  return (
    <div class="deeds-kick">
      {sure ? (
        <>
          <p>{t("host.roster.kick.sure", { name: row.name })}</p>
          <Button kind="danger" onClick={onKick}>{t("host.roster.kick.yes")}</Button>
          <Button onClick={() => setSure(false)}>{t("host.cancel")}</Button>
        </>
      ) : (
        <Button kind="danger" onClick={() => setSure(true)}>{t("host.roster.kick", { name: row.name })}</Button>
      )}
    </div>
  );
}
