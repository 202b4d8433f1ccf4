import { Switch } from "../../host/field.tsx";
import { bank } from "../../host/bank.ts";
import { t } from "../../lib/i18n.ts";
import { useAsked } from "../asked.ts";
import { hosts } from "../hosts/asks.ts";
import { useInside } from "../inside.ts";
import type { Draft } from "./asks.ts";

interface Props {
  draft: Draft;
  /** The host whose league it is. */
  owner: string;
  change: (change: Partial<Draft>) => void;
}

/** Gathering says which games a league takes by itself. Others are named when they are opened, or added by hand. */
export function Gathering({ draft, owner, change }: Props) {
  const { me } = useInside();
  const packs = useAsked(async () => (await bank()).packs ?? [], []);
  const others = useAsked(async () => (me.owner ? (await hosts()).hosts.filter((host) => host.id !== owner && !host.guest) : []), [owner]);
  const gather = { packs: draft.gather?.packs ?? [], hosts: draft.gather?.hosts ?? [] };
  const set = (part: "packs" | "hosts", id: string, on: boolean): void => {
    const without = gather[part].filter((one) => one !== id);
    change({ gather: { ...gather, [part]: on ? [...without, id] : without } });
  };
  const known = packs.value ?? [];
  // A pack that was deleted is still said, so that it can be taken out.
  const gone = gather.packs.filter((id) => packs.value && !known.some((pack) => pack.id === id));
  return (
    <>
      <Switch
        title={t(owner === me.id ? "office.gather.mine" : "office.gather.owner")}
        hint={t("office.gather.mine.hint")}
        on={gather.hosts.includes(owner)}
        onChange={(on) => set("hosts", owner, on)}
      />
      {others.value?.length ? (
        <fieldset class="field">
          <legend class="field-label">{t("office.gather.others")}</legend>
          <div class="ticks">
            {others.value.map((host) => (
              <Tick key={host.id} on={gather.hosts.includes(host.id)} title={host.name || host.login || host.id} onChange={(on) => set("hosts", host.id, on)} />
            ))}
          </div>
        </fieldset>
      ) : null}
      <fieldset class="field">
        <legend class="field-label">{t("office.gather.packs")}</legend>
        <p class="field-hint">{t("office.gather.packs.hint")}</p>
        {packs.wrong ? <p class="field-wrong" role="alert">{packs.wrong}</p> : null}
        <div class="ticks ticks-columns">
          {known.map((pack) => (
            <Tick key={pack.id} on={gather.packs.includes(pack.id)} title={pack.title} onChange={(on) => set("packs", pack.id, on)} />
          ))}
          {gone.map((id) => <Tick key={id} on title={t("office.gather.gone", { id })} onChange={() => set("packs", id, false)} />)}
        </div>
      </fieldset>
    </>
  );
}

function Tick({ title, on, onChange }: { title: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="tick">
      <input type="checkbox" checked={on} onChange={(e) => onChange(e.currentTarget.checked)} />
      <span>{title}</span>
    </label>
  );
}
