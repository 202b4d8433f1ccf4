import { useRef, useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { announce } from "../../ui/live.tsx";
import { sharePack, type Pack, type Sharing } from "../bank.ts";
import { Field, Switch } from "../field.tsx";
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
      {now.url ? <Link url={now.url} /> : null}
      <p class="field-hint">{now.link ? `${tn("host.share.link.there", now.takers)} ${t("host.share.link.end.hint")}` : t("host.share.link.hint")}</p>
      <div class="sharing-link">
        <Button onClick={() => change({ link: true })}>{t(now.link ? "host.share.link.new" : "host.share.link")}</Button>
        {now.link ? <Button kind="danger" onClick={() => change({ link: false })}>{t("host.share.link.end")}</Button> : null}
      </div>
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
    </section>
  );
}

/** Link is a new link to take along. Where the browser keeps the clipboard to itself (plain http), it is marked instead. */
function Link({ url }: { url: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    let words = t("host.share.copied");
    try {
      await navigator.clipboard.writeText(url);
    } catch {
      field.current?.select();
      words = t("host.share.marked");
    }
    setSaid(words);
    announce(words);
  };
  return (
    <Field label={t("host.share.url")} hint={said || t("host.share.url.hint")}>
      {(id, about) => (
        <div class="sharing-url">
          <input id={id} class="input" ref={field} readOnly aria-describedby={about} value={url} onFocus={(e) => e.currentTarget.select()} />
          <Button onClick={() => void copy()}>{t("host.share.copy")}</Button>
        </div>
      )}
    </Field>
  );
}
