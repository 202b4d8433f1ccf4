import { useState } from "preact/hooks";
import type { View } from "../lib/protocol.ts";
import { number, t, tn } from "../lib/i18n.ts";
import { setSound, soundOn } from "../lib/sound.ts";
import { shownAddress, spacedPin } from "./scene.ts";
import { dark, toggleTheme, touched } from "./theme.ts";

interface Props {
  view: View | null;
  pin: string;
  address: string;
}

/** Foot is the strip at the bottom: how to join late, how many play, sound and theme. */
export function Foot({ view, pin, address }: Props) {
  const joinable = view && view.phase !== "lobby" && view.phase !== "ended" && !view.locked;
  return (
    <footer class="stage-foot">
      <p class="stage-join">
        {joinable ? (
          <>
            {shownAddress(address)} <span class="stage-dot" aria-hidden="true">·</span>{" "}
            <span class="sr-only">PIN</span> <strong>{spacedPin(pin)}</strong>
          </>
        ) : null}
      </p>
      {view?.lobby && view.phase !== "lobby" ? (
        <p>
          <strong>{number(view.lobby.players)}</strong> {tn("screen.foot.players", view.lobby.players)}
        </p>
      ) : null}
      <Tools />
    </footer>
  );
}

function Tools() {
  const [sound, setShown] = useState(soundOn(true));
  const invite = sound && !touched.value;
  const press = (): void => {
    // The touch itself has allowed sound already: the first press keeps it on.
    if (invite) return;
    setSound(!sound);
    setShown(!sound);
  };
  return (
    <div class="stage-tools">
      <button type="button" class={`stage-tool${invite ? " stage-invite" : ""}`} onPointerDown={press} onClick={(e) => e.detail === 0 && press()}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 9v6h4l5 4V5L8 9Z" fill="currentColor" stroke="none" />
          {sound ? <path d="M16.5 9a4.5 4.5 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11" /> : <path d="m17 9.5 5 5m0-5-5 5" />}
        </svg>
        {t(invite ? "screen.sound.off" : sound ? "screen.sound.on" : "screen.sound.mute")}
      </button>
      <button type="button" class="stage-tool" aria-keyshortcuts="D" onClick={toggleTheme}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          {dark.value ? (
            <path d="M12 3v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z" />
          ) : (
            <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z" />
          )}
        </svg>
        {t(dark.value ? "screen.theme.light" : "screen.theme.dark")}
      </button>
    </div>
  );
}
