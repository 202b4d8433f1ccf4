import type { View } from "../../lib/protocol.ts";
import { t, type Key } from "../../lib/i18n.ts";
import { useSecondsLeft } from "../../ui/countdown.tsx";
import "./next.css";

/** nextLabel is the key of what the big button says: always what comes next. */
export function nextLabel(view: View): Key {
  if (view.paused) return "host.game.next.resume";
  const next = view.host?.next ?? "";
  return next === "" ? "host.game.next.wait" : `host.game.next.${next}`;
}

/** mayGoOn tells whether the big button does anything now. */
export function mayGoOn(view: View): boolean {
  return view.paused === true || (view.host?.next ?? "") !== "";
}

interface Props {
  view: View;
  offset: number | null;
  keys: boolean;
  onNext: () => void;
}

/** Next is the one big button. It says what comes, and when that comes by itself. */
export function Next({ view, offset, keys, onNext }: Props) {
  const left = useSecondsLeft(view, null, offset);
  const able = mayGoOn(view);
  const byItself = left !== null && !view.paused && able && (view.host?.auto || ["ready", "open", "break"].includes(view.phase));
  return (
    <div class="next">
      <button type="button" class="next-button" aria-disabled={!able} data-next={view.host?.next} onClick={() => able && onNext()}>
        <span>{t(nextLabel(view))}</span>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 12h13M12.5 6l6 6-6 6" />
        </svg>
      </button>
      <p class="next-hint" aria-hidden="true">
        {byItself ? t("host.game.next.auto", { seconds: left }) : keys && able ? t("host.game.next.key") : ""}
      </p>
    </div>
  );
}
