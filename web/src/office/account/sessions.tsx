import { useState } from "preact/hooks";
import { wordsOf } from "../../host/problem.ts";
import { moment, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useAsked } from "../asked.ts";
import { Loaded, Panel, Tag } from "../panel.tsx";
import { endOthers, endSession, sessions, type Session } from "./asks.ts";
import { browserOf } from "./browser.ts";

/** Sessions lists the browsers that are signed in, and signs them out. */
export function Sessions() {
  const asked = useAsked(sessions, []);
  const [wrong, setWrong] = useState("");
  const end = async (what: Promise<void>): Promise<void> => {
    try {
      await what;
      setWrong("");
      await asked.again();
    } catch (problem) {
      setWrong(wordsOf(problem));
    }
  };
  return (
    <Panel title={t("office.sessions.title")} words={t("office.sessions.words")}>
      {wrong ? <p class="wrong" role="alert">{wrong}</p> : null}
      <Loaded asked={asked}>
        {({ sessions: list }) => (
          <>
            <ul class="rows">
              {list.map((session) => <Row key={session.id} session={session} onEnd={() => void end(endSession(session.id))} />)}
            </ul>
            {list.some((session) => !session.current) ? (
              <div class="deeds-row"><Button onClick={() => void end(endOthers())}>{t("office.sessions.others")}</Button></div>
            ) : null}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Row({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const { program, system } = browserOf(session.browser);
  const name = [program || t("office.sessions.unknown"), system].filter(Boolean).join(", ");
  return (
    <li class="row-line">
      <div class="row-words">
        <p class="row-title">
          <span>{name}</span>
          {session.current ? <Tag kind="good">{t("office.sessions.current")}</Tag> : null}
        </p>
        <p class="row-facts">{t("office.sessions.facts", { began: moment(session.began), seen: moment(session.seen) })}</p>
      </div>
      {session.current ? null : (
        <div class="row-deeds">
          <Button kind="quiet" aria-label={t("office.sessions.end.of", { name })} onClick={onEnd}>{t("office.sessions.end")}</Button>
        </div>
      )}
    </li>
  );
}
