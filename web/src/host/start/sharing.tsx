import { useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { sharePack, type Pack, type Sharing } from "../bank.ts";
import { Copied } from "../copied.tsx";
import { Switch } from "../field.tsx";
import "./sharing.css";

interface Props {
  pack: Pack;
  sharing: Sharing;
  onChanged: () => void;
}

/** SharingOf says with whom a pack of one's own is shared, and changes it. */
export function SharingOf({ pack, sharing, onChanged }: Props) {
  const [now, setNow] = useState(sharing);
  const [wrong, setWrong] = useState("");
  const change = (what: { all?: boolean; link?: boolean }): void => {
    setWrong("");
    sharePack(pack.id, what).then(
      (next) => {
        setNow(next);
        onChanged();
      },
      (problem: Error) => setWrong(t("host.error", { words: problem.message })),
    );
  };
  return (
    <section class="sharing" aria-labelledby="sharing">
      <h3 id="sharing">{t("host.share.title")}</h3>
      <Switch title={t("host.share.all")} hint={t("host.share.all.hint")} on={now.all} onChange={(all) => change({ all })} />
      {now.url ? <Copied label={t("host.share.url")} text={now.url} hint={t("host.share.url.hint")} /> : null}
      <p class="field-hint">{now.link ? `${tn("host.share.link.there", now.takers)} ${t("host.share.link.end.hint")}` : t("host.share.link.hint")}</p>
      <div class="sharing-link">
        <Button onClick={() => change({ link: true })}>{t(now.link ? "host.share.link.new" : "host.share.link")}</Button>
        {now.link ? <Button kind="danger" onClick={() => change({ link: false })}>{t("host.share.link.end")}</Button> : null}
      </div>
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
    </section>
  );
}
