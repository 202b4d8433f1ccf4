import { deadlineOf, offsetAfter, remaining } from "../src/lib/clock.ts";
import type { OwnView, View } from "../src/lib/protocol.ts";
import { equal, test } from "./harness.ts";

const view = { phase: "open", deadline: 20_000 } as View;

test("clock: the largest sample wins, as messages can only be late", () => {
  let offset = offsetAfter(null, 1000, 100);
  offset = offsetAfter(offset, 1400, 700); // 200 ms late
  equal(offset, 900);
  equal(offsetAfter(offset, 2000, 1050), 950);
});

test("clock: a new connection forgets what was", () => equal(offsetAfter(null, 500, 700), -200));

test("clock: what is left counts from room time and never below nothing", () => {
  equal(remaining(view, null, 10_000, 4000), 6000);
  equal(remaining(view, null, 10_000, 40_000), 0);
});

test("clock: no deadline is no clock", () => equal(remaining({ ...view, deadline: 0 }, null, 0, 0), null));

test("clock: a pause stands still", () => equal(remaining({ ...view, paused: true, left: 7000 }, null, 0, 99_000), 7000));

test("clock: a player's own deadline counts while the question is open, and only then", () => {
  const own = { deadline: 30_000 } as OwnView;
  equal(deadlineOf(view, own), 30_000);
  equal(deadlineOf({ ...view, phase: "break" }, own), 20_000);
});
