import { useState } from "preact/hooks";
import type { Me } from "../../host/me.ts";
import { wordsOf } from "../../host/problem.ts";
import { moment, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Confirm } from "../form_dialog.tsx";
import { Loaded, Panel, Tag } from "../panel.tsx";
import { More, usePages } from "../pages.tsx";
import { disableHost, hosts, removeHost, resetHost, type HostAccount, type Link } from "./asks.ts";
import { LinkOnce } from "./link_once.tsx";

/** HostList is everybody who hosts here. The first host can shut somebody out, let them in again, or remove them. */
export function HostList({ me, onReset }: { me: Me; onReset: () => void }) {
  const pages = usePages(async (cursor) => {
    const page = await hosts(cursor);
    return { list: page.hosts, next: page.next };
  }, []);
  const [leaving, setLeaving] = useState<HostAccount | null>(null);
  const [link, setLink] = useState<{ name: string; link: Link } | null>(null);
  const [wrong, setWrong] = useState("");
  const act = async (what: () => Promise<unknown>): Promise<void> => {
    try {
      await what();
      setWrong("");
      await pages.again();
    } catch (problem) {
      setWrong(wordsOf(problem));
    }
  };
  return (
    <Panel title={t("office.hosts.list")}>
      {wrong ? <p class="wrong" role="alert">{wrong}</p> : null}
      <Loaded asked={pages}>
        {(list) => (
          <>
            <ul class="rows">
              {list.map((host) => (
                <Row
                  key={host.id}
                  host={host}
                  mine={host.id === me.id}
                  onDisable={() => void act(() => disableHost(host.id, !host.disabled))}
                  onReset={() => void act(async () => {
                    setLink({ name: nameOf(host), link: await resetHost(host.id) });
                    onReset();
                  })}
                  onRemove={() => setLeaving(host)}
                />
              ))}
            </ul>
            <More pages={pages} />
          </>
        )}
      </Loaded>
      <Confirm
        title={t("office.hosts.remove.title", { name: leaving ? nameOf(leaving) : "" })}
        words={t("office.hosts.remove.words")}
        yes={t("office.hosts.remove.yes")}
        open={leaving !== null}
        onYes={async () => {
          if (leaving) await removeHost(leaving.id);
          await pages.again();
        }}
        onClose={() => setLeaving(null)}
      />
      <Dialog title={t("office.hosts.reset.title", { name: link?.name ?? "" })} open={link !== null} onClose={() => setLink(null)}>
        <p>{t("office.hosts.reset.words")}</p>
        {link ? <LinkOnce link={link.link} label={t("office.hosts.reset.link")} /> : null}
      </Dialog>
    </Panel>
  );
}

const nameOf = (host: HostAccount): string => host.name || host.login || t("office.hosts.first");

interface RowProps {
  host: HostAccount;
  mine: boolean;
  onDisable: () => void;
  onReset: () => void;
  onRemove: () => void;
}

function Row({ host, mine, onDisable, onReset, onRemove }: RowProps) {
  const name = nameOf(host);
  const began = Date.parse(host.created); // the first host was there before anybody counted
  const facts = [host.login ?? "", began > 0 ? t("office.hosts.since", { when: moment(began, { dateStyle: "medium" }) }) : ""];
  return (
    <li class="row-line" data-wide>
      <div class="row-words">
        <p class="row-title">
          <bdi>{name}</bdi>
          {mine ? <Tag kind="good">{t("office.hosts.you")}</Tag> : null}
          {host.owner && !mine ? <Tag>{t("office.hosts.owner")}</Tag> : null}
          {host.guest ? <Tag>{t("host.nav.guest")}</Tag> : null}
          {host.disabled ? <Tag kind="alert">{t("office.hosts.disabled")}</Tag> : null}
        </p>
        <p class="row-facts">{facts.filter(Boolean).join(" · ")}</p>
      </div>
      {mine || host.owner ? null : (
        <div class="row-deeds">
          {host.guest ? null : <Button kind="quiet" onClick={onReset} aria-label={t("office.hosts.reset.of", { name })}>{t("office.hosts.reset")}</Button>}
          <Button kind="quiet" onClick={onDisable} aria-label={t(host.disabled ? "office.hosts.enable.of" : "office.hosts.disable.of", { name })}>
            {t(host.disabled ? "office.hosts.enable" : "office.hosts.disable")}
          </Button>
          <Button kind="quiet" onClick={onRemove} aria-label={t("office.hosts.remove.of", { name })}>{t("office.hosts.remove")}</Button>
        </div>
      )}
    </li>
  );
}
