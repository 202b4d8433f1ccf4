import { useState } from "preact/hooks";
import { wordsOf } from "../../host/problem.ts";
import { TextField } from "../../host/text_field.tsx";
import { moment, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useAsked, type Asked } from "../asked.ts";
import { useInside } from "../inside.ts";
import { Head, Loaded, Panel } from "../panel.tsx";
import { invitations, invite, uninvite, type Invitation, type Link } from "./asks.ts";
import { LinkOnce } from "./link_once.tsx";
import { HostList } from "./list.tsx";

/** HostsPage invites others to host, and is where the first host looks after them. */
export function HostsPage() {
  const { me } = useInside();
  const asked = useAsked(invitations, []);
  return (
    <div class="office office-narrow">
      <Head title={t("office.hosts.title")} words={t("office.hosts.words")} />
      <Invite onMade={() => void asked.again()} />
      <Open asked={asked} />
      {me.owner ? <HostList me={me} onReset={() => void asked.again()} /> : null}
    </div>
  );
}

function Invite({ onMade }: { onMade: () => void }) {
  const [note, setNote] = useState("");
  const [link, setLink] = useState<Link | null>(null);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      setLink(await invite(note.trim()));
      setNote("");
      setWrong("");
      onMade();
    } catch (problem) {
      setWrong(wordsOf(problem));
    }
    setBusy(false);
  };
  return (
    <Panel title={t("office.invite.title")} words={t("office.invite.words")}>
      <form onSubmit={submit} noValidate>
        <TextField label={t("office.invite.note")} hint={t("office.invite.note.hint")} value={note} onInput={setNote} max={200} />
        {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
        <Button kind="primary" type="submit" busy={busy}>{t("office.invite.make")}</Button>
      </form>
      {link ? <LinkOnce link={link} label={t("office.invite.link")} /> : null}
    </Panel>
  );
}

function Open({ asked }: { asked: Asked<{ invitations: Invitation[] }> }) {
  const [wrong, setWrong] = useState("");
  const back = async (id: string): Promise<void> => {
    try {
      await uninvite(id);
      setWrong("");
    } catch (problem) {
      setWrong(wordsOf(problem));
    }
    await asked.again();
  };
  return (
    <Panel title={t("office.invitations.title")}>
      {wrong ? <p class="wrong" role="alert">{wrong}</p> : null}
      <Loaded asked={asked}>
        {({ invitations: list }) => (
          <>
            {list.length === 0 ? <p class="quiet">{t("office.invitations.none")}</p> : null}
            <ul class="rows">
              {list.map((one) => {
                const name = one.for ? t("office.invitations.reset") : one.note || t("office.invitations.nobody");
                return (
                  <li key={one.id} class="row-line">
                    <div class="row-words">
                      <p class="row-title">{name}</p>
                      <p class="row-facts">{t("office.invitations.facts", { created: moment(one.created), until: moment(one.until) })}</p>
                    </div>
                    <div class="row-deeds">
                      <Button kind="quiet" aria-label={t("office.invitations.back.of", { name })} onClick={() => void back(one.id)}>
                        {t("office.invitations.back")}
                      </Button>
                    </div>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
