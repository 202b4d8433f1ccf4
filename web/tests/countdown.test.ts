import { equal, test } from "./harness.ts";
import { words } from "../src/page/countdown.ts";

const units = "d|h|min|s";
const minute = 60_000;

test("countdown: two units that matter", () => {
  equal(words(26 * 60 * minute, units), "1 d 2 h");
  equal(words(61 * minute, units), "1 h 1 min");
  equal(words(minute + 1, units), "1 min 1 s");
  equal(words(59_001, units), "1 min 0 s");
  equal(words(5_000, "T|Std.|Min.|Sek."), "0 Min. 5 Sek.");
  equal(words(-1, units), "0 min 0 s");
});
