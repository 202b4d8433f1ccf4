import { signal } from "@preact/signals";
import { t } from "../../lib/i18n.ts";
import { recall, remember } from "../../lib/storage.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Switch } from "../field.tsx";
import { keyList } from "../keys.ts";
import "./keys_dialog.css";

/** keysOn tells whether single keys act. Some people's speech or tremor types keys by mistake, so they can be off. */
export const keysOn = signal(recall("host.keys") !== "off");

/** KeysDialog lists the single keys and switches them off. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const change = (on: boolean): void => {
    keysOn.value = on;
    remember("host.keys", on ? "on" : "off");
  };
  return (
    <Dialog title={t("host.keys.title")} open={open} onClose={onClose}>
      <Switch title={t("host.keys.on")} hint={t("host.keys.words")} on={keysOn.value} onChange={change} />
      <dl class="keys">
        {keyList.map(({ key, action }) => (
          <div key={action} class="keys-row">
            <dt><kbd>{key === "Space" ? t("host.keys.space") : key}</kbd></dt>
            <dd>{t(`host.keys.${action}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
