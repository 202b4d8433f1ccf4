import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { linkPack, sharePack, unlinkPack, type Pack, type Sharing } from "../bank.ts";
import { Copied } from "../copied.tsx";
import { Options } from "../field.tsx";
import { wordsOf } from "../problem.ts";

/** Share says who else may play a host's own pack: all hosts, or those who have a link. */
export function Share({ pack, sharing, onChanged }: { pack: Pack; sharing: Sharing; onChanged: () => void }) {
  const [now, setNow] = useState<Sharing>(sharing);
  const [url, setURL] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const act = async (what: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await what();
      setWrong("");
      onChanged();
    } catch (problem) {
      setWrong(wordsOf(problem));
    }
    setBusy(false);
  };
  return (
    <div class="share">
      <Options
        label={t("host.share.title")}
        value={now.with}
        options={(["nobody", "all"] as const).map((value) => ({ value, title: t(`host.share.${value}`), hint: t(`host.share.${value}.hint`) }))}
        onChange={(value) => void act(async () => setNow(await sharePack(pack.id, value)))}
      />
      <p class="field-hint">{t("host.share.link.words")}</p>
      {url ? <Copied label={t("host.share.link")} text={url} hint={t("host.share.once")} /> : null}
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
      <div class="share-deeds">
        <Button
          busy={busy}
          onClick={() => void act(async () => {
            const made = await linkPack(pack.id);
            setNow(made);
            setURL(made.url);
          })}
        >
          {t(now.link ? "host.share.link.again" : "host.share.link.make")}
        </Button>
        {now.link ? (
          <Button
            kind="quiet"
            busy={busy}
            onClick={() => void act(async () => {
              await unlinkPack(pack.id);
              setNow({ ...now, link: false });
              setURL("");
            })}
          >
            {t("host.share.link.end")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
