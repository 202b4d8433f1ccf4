// What this device remembers: seats and small wishes. Where storage is blocked (private windows, strict settings) things
// are remembered as long as the page lives.

const PREFIX = "trivium.";
const memory = new Map<string, string>();

export function remember(key: string, value: string): void {
  memory.set(key, value);
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Blocked or full: the memory above serves this page.
  }
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function forget(key: string): void {
  memory.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was stored.
  }
}

/** The keys of what is remembered that begin so. */
export function remembered(begin: string): string[] {
  const keys = new Set(memory.keys());
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) keys.add(key.slice(PREFIX.length));
  } catch {
    // Blocked: what this page remembers is all there is.
  }
  return [...keys].filter((key) => key.startsWith(begin));
}

/** A seat of this device in a room. The token is made and stored before the join is first tried. */
export interface SavedSeat {
  token: string;
  name: string;
  team?: string;
  /** The server has said welcome; before that the join may be repeated with the same token. */
  joined: boolean;
  /** The code that moves a seat to this phone; until the server has said welcome. */
  code?: string;
  /** The player wants to be on public boards; until the server has said welcome. */
  public?: boolean;
  /** Secrets of the teams that the player plays as; until the server has said welcome. */
  claims?: string[];
  /** When it was stored, to forget old ones. */
  at: number;
}

/** Seats older than this are forgotten: rooms live for hours, not days. */
const SEAT_LIFE = 3 * 24 * 3600 * 1000;

export function loadSeat(pin: string): SavedSeat | null {
  const text = recall("seat." + pin);
  if (!text) return null;
  try {
    const seat = JSON.parse(text) as SavedSeat;
    if (typeof seat.token === "string" && seat.at > Date.now() - SEAT_LIFE) return seat;
  } catch {
    // Not ours, or cut short.
  }
  forget("seat." + pin);
  return null;
}

export function saveSeat(pin: string, seat: Omit<SavedSeat, "at">): void {
  remember("seat." + pin, JSON.stringify({ ...seat, at: Date.now() }));
}

export function forgetSeat(pin: string): void {
  forget("seat." + pin);
}

/** 128 random bits in hexadecimal. getRandomValues works without a secure context, randomUUID would not. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
