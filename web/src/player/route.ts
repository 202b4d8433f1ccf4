// Where a player's page was opened.

export interface Route {
  pin: string;
  /** A code that moves a seat to this phone; it came in the fragment, which no server sees. */
  code: string;
  /** The page of this phone's teams; the secret of one, if any, came in the fragment. */
  teams?: { secret: string };
}

/** Reads /, /j/PIN, /m/PIN#CODE and /t#SECRET. */
export function routeOf(path: string, hash: string): Route {
  if (path === "/t") return { pin: "", code: "", teams: { secret: hash.replace(/^#/, "") } };
  const [, kind, pin] = /^\/([jm])\/([^/]+)/.exec(path) ?? [];
  return { pin: cleanPIN(pin ?? ""), code: kind === "m" ? hash.replace(/^#/, "") : "" };
}

/** A PIN as it is typed, without spaces and the like. */
export function cleanPIN(text: string): string {
  return text.replace(/\D/g, "").slice(0, 12);
}

/** A PIN as it is read out: "424 242". */
export function spacedPIN(pin: string): string {
  if (pin.length < 6) return pin;
  const half = Math.ceil(pin.length / 2);
  return `${pin.slice(0, half)} ${pin.slice(half)}`;
}
