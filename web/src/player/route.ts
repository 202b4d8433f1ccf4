// Where a player's page was opened.

export interface Route {
  pin: string;
  /** A code that moves a seat to this phone; it came in the fragment, which no server sees. */
  code: string;
}

/** Reads /, /j/PIN and /m/PIN#CODE. */
export function routeOf(path: string, hash: string): Route {
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
