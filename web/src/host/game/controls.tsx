import type { View } from "../../lib/protocol.ts";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Switch } from "../field.tsx";
import type { Console } from "./console.ts";
import type { Open } from "./desk.tsx";
import "./controls.css";

interface Props {
  line: Console;
  view: View;
  open: Open;
  onOpen: (open: Open) => void;
}

/** Controls are what a host needs now and then: pause, time, doors, panels, the end. */
export function Controls({ line, view, open, onOpen }: Props) {
  const asking = view.question !== undefined && ["ready", "open"].includes(view.phase);
  const timed = view.phase === "open" || (view.phase !== "lobby" && view.deadline !== undefined);
  return (
    <section class="panel controls" aria-label={t("host.game.now")}>
      <div class="controls-grid">
        {view.phase === "lobby" ? null : (
          <Button aria-keyshortcuts="P" onClick={() => void line.act(view.paused ? "resume" : "pause")}>
            {t(view.paused ? "host.game.resume" : "host.game.pause")}
          </Button>
        )}
        {timed ? (
          <Button aria-keyshortcuts="+" onClick={() => void line.act("addtime", { millis: 10_000 })}>{t("host.game.addtime")}</Button>
        ) : null}
        {asking ? <Button onClick={() => void line.act("skip")}>{t("host.game.skip")}</Button> : null}
        <Button aria-keyshortcuts="L" onClick={() => void line.act(view.locked ? "unlock" : "lock")}>
          {t(view.locked ? "host.game.unlock" : "host.game.lock")}
        </Button>
        {view.phase === "lobby" ? null : (
          <>
            <Button aria-keyshortcuts="A" onClick={() => onOpen("answers")}>{t("host.answers.title")}</Button>
            <Button aria-keyshortcuts="R" onClick={() => onOpen("ranking")}>{t("host.ranking.title")}</Button>
          </>
        )}
        <Button onClick={() => onOpen("insert")}>{t("host.game.insert")}</Button>
      </div>
      <div class="controls-switches">
        <Switch title={t("host.game.auto")} on={view.host?.auto === true} onChange={(auto) => void line.act("set", { auto })} />
        <Switch
          title={t("host.game.hidetable")}
          on={view.host?.hide_table === true}
          onChange={(on) => void line.act("set", { hide_table: on })}
        />
      </div>
      <Button kind="danger" onClick={() => onOpen("end")}>{t("host.game.end")}</Button>
      <Dialog title={t("host.game.end.title")} open={open === "end"} onClose={() => onOpen("")}>
        <p>{t(view.phase === "podium" ? "host.game.end.words.podium" : "host.game.end.words")}</p>
        <div class="controls-sure">
          <Button
            kind="danger"
            onClick={() => {
              void line.act("end");
              onOpen("");
            }}
          >
            {t("host.game.end.yes")}
          </Button>
          <Button onClick={() => onOpen("")}>{t("host.cancel")}</Button>
        </div>
      </Dialog>
    </section>
  );
}
