import { t, type Key } from "../lib/i18n.ts";
import { GAME_OVER, KICKED, NO_ROOM, NOT_SIGNED_IN, REPLACED, VERSION } from "../lib/codes.ts";
import type { Problem } from "../lib/protocol.ts";
import { Button } from "../ui/button.tsx";
import { useFocusOn } from "./hooks.ts";
import { ask, enter, leave, pin } from "./seat.ts";

interface Way {
  title: Key;
  words: Key;
  action: Key;
  act: () => void;
}

/** Why the line was given up, and what can be done. */
export function Stopped({ code, problem }: { code: number; problem: Problem | null }) {
  const way = wayOf(code);
  const heading = useFocusOn(code);
  return (
    <main class="center">
      <div class="notice">
        <h1 tabIndex={-1} ref={heading}>{t(way.title)}</h1>
        <p class="muted">{way.words === "stopped.other" && problem ? problem.words : t(way.words)}</p>
        <Button kind="primary" large onClick={way.act}>{t(way.action)}</Button>
        {way.act === leave ? null : <Button kind="quiet" onClick={leave}>{t("name.other")}</Button>}
      </div>
    </main>
  );
}

function wayOf(code: number): Way {
  switch (code) {
    case REPLACED:
      return { title: "stopped.replaced.title", words: "stopped.replaced", action: "stopped.here", act: enter };
    case KICKED:
      return { title: "stopped.kicked.title", words: "stopped.kicked", action: "stopped.home", act: leave };
    case NOT_SIGNED_IN:
      return { title: "stopped.token.title", words: "stopped.token", action: "stopped.join", act: () => void ask(pin.value) };
    case NO_ROOM:
      return { title: "stopped.room.title", words: "stopped.room", action: "stopped.home", act: leave };
    case GAME_OVER:
      return { title: "stopped.over.title", words: "stopped.over", action: "stopped.home", act: leave };
    case VERSION:
      return { title: "stopped.version.title", words: "stopped.version", action: "stopped.reload", act: () => location.reload() };
    default:
      return { title: "stopped.title", words: "stopped.other", action: "retry", act: enter };
  }
}
