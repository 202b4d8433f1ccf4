// Times as people of a league write them: on the clock of its time zone, whatever zone this device is in.

/** The parts of a moment on the clock of a zone, as a UTC time that looks like them. */
function onClock(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** localOf writes a moment as a field of date and time has it, "2026-03-03T19:00"; empty if it is none. */
export function localOf(iso: string, zone: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? "" : new Date(onClock(at, zone)).toISOString().slice(0, 16);
}

/** momentOf reads such a field; empty if it holds no time. An hour that a clock leaves out in spring is the one behind it. */
export function momentOf(local: string, zone: string): string {
  const wanted = Date.parse(`${local}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local) || Number.isNaN(wanted)) return "";
  let at = wanted;
  // The second look is with the offset of that day, which may be another than that of the first guess.
  for (let i = 0; i < 2; i++) at = wanted - (onClock(at, zone) - at);
  return new Date(at).toISOString();
}

/** dayOf writes the day of a moment, "2026-03-03". */
export const dayOf = (iso: string, zone: string): string => localOf(iso, zone).slice(0, 10);

/** startOf gives the first moment of a day; empty if it is none. */
export const startOf = (day: string, zone: string): string => momentOf(`${day}T00:00`, zone);

/** nextDay gives the day after a day. */
export function nextDay(day: string, days = 1): string {
  const at = Date.parse(`${day}T00:00Z`);
  return Number.isNaN(at) ? "" : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}

/** zones lists the time zones that this browser knows, with one that it may not. */
export function zones(known: string): string[] {
  const values = "supportedValuesOf" in Intl ? (Intl as unknown as { supportedValuesOf: (key: string) => string[] }).supportedValuesOf("timeZone") : [];
  return [...new Set([known, "UTC", ...values])].filter(Boolean);
}

/** hereZone is the zone of this device. */
export const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
