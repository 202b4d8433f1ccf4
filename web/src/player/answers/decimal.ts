// Steps of a slider in exact decimals: figures are counted in units of the last digit, so that 0.1 + 0.2 is 0.3.

import type { Range } from "../../lib/protocol.ts";

export interface Scale {
  /** Number of steps from the lowest to the highest position. */
  steps: number;
  /** The figure at a step, as the server reads it: "3.50". */
  at(step: number): string;
}

/** The positions of a slider. Figures beyond 15 digits lose their last ones, which no slider can show. */
export function scaleOf(range: Range): Scale {
  const digits = Math.max(...[range.min, range.max, range.step].map(fractionOf));
  const unit = 10 ** digits;
  const whole = (figure: string): number => Math.round(Number(figure) * unit);
  const min = whole(range.min);
  const step = Math.max(1, whole(range.step));
  return {
    steps: Math.max(0, Math.floor((whole(range.max) - min) / step)),
    at: (n) => ((min + n * step) / unit).toFixed(digits),
  };
}

/** A figure with a point that no language takes for a mark of thousands: "1.969" would be 1969 in German. */
export function unmistakable(figure: string): string {
  return fractionOf(figure) === 3 ? figure + "0" : figure;
}

function fractionOf(figure: string): number {
  return figure.split(".")[1]?.length ?? 0;
}
