// Points that are given or taken by hand.

/** pointsOf reads a number as people type it, with any minus; 0 for what is none. */
export function pointsOf(typed: string): number {
  const plain = typed.trim().replace(/^[−–]/, "-");
  return /^[+-]?\d{1,6}$/.test(plain) ? Number(plain) : 0;
}

/** signed writes points with their sign. */
export function signed(points: string, negative: boolean): string {
  return `${negative ? "−" : "+"}${points}`;
}
