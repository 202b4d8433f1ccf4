// The time that is left: a bar that the compositor moves by itself, and a number once a second. For readers who want less motion
// the bar moves with the number.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { localNow, remaining } from "../lib/clock.ts";
import { t, tn } from "../lib/i18n.ts";
import { reducedMotion } from "../lib/motion.ts";
import type { OwnView, View } from "../lib/protocol.ts";
import { announce } from "./live.tsx";
import "./countdown.css";

interface Props {
  view: View;
  own?: OwnView | null;
  /** Room time minus local time, from the State. */
  offset: number | null;
  /** Called with the seconds left each time that they change. */
  onSecond?: (left: number) => void;
  /** Says 10 and 5 seconds in the live region. */
  speak?: boolean;
}

/** The whole seconds left, counted once a second; null if there is no clock. It stands still while the game is paused. */
export function useSecondsLeft(view: View, own: OwnView | null | undefined, offset: number | null): number | null {
  const [, again] = useState(0);
  const left = remaining(view, own ?? null, offset ?? 0, localNow());
  const shown = left === null ? null : Math.ceil(left / 1000);
  useEffect(() => {
    if (left === null || left <= 0 || view.paused) return;
    const timer = setTimeout(() => again((x) => x + 1), (left % 1000 || 1000) + 4);
    return () => clearTimeout(timer);
  });
  return shown;
}

/** Bar and number. It renders nothing where no clock runs. */
export function Countdown({ view, own, offset, onSecond, speak }: Props) {
  const left = useSecondsLeft(view, own, offset);
  const told = useRef<number | null>(null);
  useEffect(() => {
    if (left === null || left === told.current) return;
    // A page that opens with four seconds left says nothing of ten.
    const fell = told.current !== null && left < told.current;
    told.current = left;
    if (!fell) return;
    onSecond?.(left);
    if (speak && (left === 10 || left === 5)) announce(tn("time.left", left));
  });
  if (left === null) return null;
  return (
    <div class="countdown" data-low={(view.phase === "open" && left <= 5) || undefined} data-paused={view.paused || undefined} role="timer" aria-label={t("time.label")}>
      <Bar view={view} own={own ?? null} offset={offset ?? 0} step={reducedMotion() ? left : 0} />
      <span class="countdown-number">{left}</span>
    </div>
  );
}

interface BarProps {
  view: View;
  own: OwnView | null;
  offset: number;
  /** The seconds left where the bar moves once a second; 0 where it glides. */
  step: number;
}

function Bar({ view, own, offset, step }: BarProps) {
  const bar = useRef<HTMLSpanElement>(null);
  const deadline = view.phase === "open" && own?.deadline ? own.deadline : (view.deadline ?? 0);
  const moving = !view.paused;
  useLayoutEffect(() => {
    const left = remaining(view, own, offset, localNow());
    if (!bar.current || left === null) return;
    const whole = Math.max(left, deadline ? deadline - view.began : (view.question?.limit ?? left), 1);
    const from = `scaleX(${left / whole})`;
    bar.current.style.transform = from;
    if (!moving || left <= 0 || step > 0) return;
    const run = bar.current.animate([{ transform: from }, { transform: "scaleX(0)" }], {
      duration: left, easing: "linear", fill: "forwards",
    });
    return () => run.cancel();
  }, [deadline, moving, view.left, view.began, step, Math.round(offset / 100)]);
  return <span class="countdown-track" aria-hidden="true"><span class="countdown-bar" ref={bar} /></span>;
}
