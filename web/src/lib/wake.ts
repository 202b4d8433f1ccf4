// Keeps the screen of a phone on while a game runs, where the browser can (a secure context is needed).

let lock: WakeLockSentinel | null = null;
let wanted = false;

/** Asks for the screen to stay on, or no longer. Phones drop the lock with the tab; coming back asks again. */
export function keepAwake(on: boolean): void {
  if (!("wakeLock" in navigator) || on === wanted) return;
  wanted = on;
  if (!on) {
    void lock?.release();
    lock = null;
    document.removeEventListener("visibilitychange", again);
    return;
  }
  document.addEventListener("visibilitychange", again);
  again();
}

function again(): void {
  if (document.visibilityState !== "visible" || !wanted) return;
  navigator.wakeLock.request("screen").then(
    (l) => {
      if (wanted) lock = l;
      else void l.release();
    },
    () => undefined, // low battery: the phone knows better
  );
}
