import { useState } from "preact/hooks";
import type { View } from "../../lib/protocol.ts";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Leaderboard } from "../../ui/table.tsx";
import { Shell } from "../shell.tsx";
import type { Console } from "./console.ts";
import { NoticeLine } from "./notice.tsx";
import "./ended.css";

/** Ended is the page behind a game: its result, and the way into the next one. */
export function Ended({ line, view }: { line: Console; view: View }) {
  const [busy, setBusy] = useState(false);
  const again = async (): Promise<void> => {
    setBusy(true);
    const done = await line.act("again");
    setBusy(false);
    if (!done.code && done.data) location.assign(`/host/${encodeURIComponent(done.data)}`);
  };
  const why = view.ended === "host" || view.ended === "idle" ? view.ended : "done";
  return (
    <Shell>
      <div class="over">
        <div class="over-words">
          <h1>{t("host.ended.title")}</h1>
          <p>{t(`host.ended.words.${why}`)}</p>
          {line.info.result_url ? (
            <a class="button button-primary button-large" href={line.info.result_url}>{t("host.ended.result")}</a>
          ) : null}
          {line.info.result_url ? (
            <a href={line.info.result_url.replace("/r/", "/host/results/")}>{t("host.ended.correct")}</a>
          ) : null}
          {view.next ? (
            <a class="button button-large" href={`/host/${view.next}`}>{t("host.ended.goto")}</a>
          ) : (
            <div class="over-again">
              <Button large busy={busy} onClick={() => void again()}>{t("host.ended.again")}</Button>
              <p class="field-hint">{t("host.ended.again.hint")}</p>
            </div>
          )}
          <NoticeLine notice={line.notice.value} />
          <a href="/host">{t("host.ended.start")}</a>
        </div>
        <Leaderboard rows={(view.table ?? []).slice(0, 10).map((row) => ({ ...row, gained: 0, was: 0 }))} />
      </div>
    </Shell>
  );
}
