// Pairs of a match question: the right side for each left one, -1 for none.

/** The pairs after giving `right` to `left`. A right side belongs to one left side; giving it again takes it back. */
export function paired(pairs: readonly number[], left: number, right: number): number[] {
  const had = pairs[left] === right;
  return pairs.map((r, i) => (i === left ? (had ? -1 : right) : r === right ? -1 : r));
}

/** The first left side without a right one, after `from` and then from the start; `from` if there is none. */
export function nextFree(pairs: readonly number[], from: number): number {
  for (let i = 1; i <= pairs.length; i++) {
    const at = (from + i) % pairs.length;
    if (pairs[at] === -1) return at;
  }
  return from;
}
