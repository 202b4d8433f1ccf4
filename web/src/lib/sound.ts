// Six short sounds made of oscillators. Browsers allow sound only after a touch: call unlock() inside one.

import { recall, remember } from "./storage.ts";

export type Sound = "tick" | "start" | "lock" | "right" | "wrong" | "fanfare";

/** Notes as [frequency in Hz, start in s, length in s]. */
const scores: Record<Sound, readonly (readonly [number, number, number])[]> = {
  tick: [[880, 0, 0.05]],
  start: [[523, 0, 0.12], [659, 0.1, 0.12], [784, 0.2, 0.22]],
  lock: [[587, 0, 0.07], [880, 0.06, 0.1]],
  right: [[659, 0, 0.1], [784, 0.09, 0.1], [1047, 0.18, 0.26]],
  wrong: [[311, 0, 0.16], [262, 0.14, 0.26]],
  fanfare: [[523, 0, 0.14], [523, 0.16, 0.1], [659, 0.26, 0.14], [784, 0.4, 0.18], [1047, 0.6, 0.5]],
};

let context: AudioContext | null = null;
let on: boolean | null = null;

/** Makes sound possible. Must be called inside a tap or a key press. */
export function unlock(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  void context.resume();
}

/** Whether sounds are on: as chosen on this device, else as the role wishes. */
export function soundOn(byDefault: boolean): boolean {
  on ??= recall("sound") === null ? byDefault : recall("sound") === "on";
  return on;
}

export function setSound(wish: boolean): void {
  on = wish;
  remember("sound", wish ? "on" : "off");
  if (wish) unlock();
}

export function play(sound: Sound): void {
  if (!on || !context || context.state !== "running") return;
  const begin = context.currentTime + 0.01;
  for (const [frequency, start, length] of scores[sound]) {
    const oscillator = new OscillatorNode(context, { type: "triangle", frequency });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, begin + start);
    volume.gain.linearRampToValueAtTime(0.16, begin + start + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + start + length);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(begin + start);
    oscillator.stop(begin + start + length + 0.02);
  }
}
