// The address that people type to join. Where the page itself was opened at "localhost", that is of no use to a phone: the
// host's browser then asks the server which address was chosen.
import { signal } from "@preact/signals";

const own = `${location.protocol}//${location.host}`;

/** address is where people join: this page's own origin, or the one that the host chose. */
export const address = signal(own);

/** resultURL is where the result of the game will be; only a host's browser learns it. */
export const resultURL = signal("");

const loopback = /^(localhost|127\.|\[::1\])/;

/** learnAsHost asks for what only a host's browser is told. On anybody else's it ends after one public question. */
export async function learnAsHost(pin: string): Promise<void> {
  const me = await ask<{ host: boolean }>("/api/me");
  if (!me?.host) return;
  if (loopback.test(location.host)) {
    const known = await ask<{ chosen?: string }>("/api/addresses");
    if (known?.chosen) address.value = known.chosen;
  }
  const game = await ask<{ result_url?: string }>(`/api/games/${encodeURIComponent(pin)}`);
  if (game?.result_url) resultURL.value = game.result_url;
}

async function ask<T>(path: string): Promise<T | undefined> {
  try {
    const answer = await fetch(path, { headers: { accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
