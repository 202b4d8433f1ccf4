import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { announce } from "../../ui/live.tsx";
import { lookAtShared, takeShared, type Pack } from "../bank.ts";

/** secretInFragment takes the secret of a link out of the address, where a history would keep it. */
function secretInFragment(): string {
  const secret = new URLSearchParams(location.hash.slice(1)).get("pack") ?? "";
  if (secret) history.replaceState(null, "", location.pathname + location.search);
  return secret;
}

/** SharedPack offers the pack of a link that was opened. Nothing without such a link. */
export function SharedPack({ onTaken }: { onTaken: (pack: Pack) => void }) {
  const [secret, setSecret] = useState("");
  const [pack, setPack] = useState<Pack | null>(null);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    const look = (): void => {
      const found = secretInFragment();
      if (!found) return;
      setSecret(found);
      setPack(null);
      setWrong("");
      lookAtShared(found).then((known) => setPack(known.pack), (problem: Error) => setWrong(problem.message || t("host.offline")));
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
  const close = (): void => setSecret("");
  const take = (): void => {
    takeShared(secret).then(
      (taken) => {
        announce(t("host.shared.taken", { title: taken.pack.title }));
        close();
        onTaken(taken.pack);
      },
      (problem: Error) => setWrong(t("host.error", { words: problem.message })),
    );
  };
  return (
    <Dialog title={t("host.shared.title")} open={secret !== ""} onClose={close}>
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
      {pack ? (
        <>
          <p>{t("host.shared.words", { name: pack.host_name || t("host.pack.by.first"), title: pack.title })}</p>
          {pack.description ? <p class="pack-words" lang={pack.language}>{pack.description}</p> : null}
          <p class="pack-facts">
            <strong>{tn("host.pack.questions", pack.questions)}</strong>
            <span>{t("host.pack.minutes", { count: pack.minutes })}</span>
          </p>
          <div class="sharing-link">
            <Button kind="primary" onClick={take}>{t("host.shared.take")}</Button>
            <Button onClick={close}>{t("host.shared.later")}</Button>
          </div>
        </>
      ) : null}
    </Dialog>
  );
}
