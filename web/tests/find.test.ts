import { bare, filtersOn, queryOf, searchOf, toggle } from "../src/find/query.ts";
import { keyOf, minutesOf, pickedMax, recallPicked, rememberPicked, shifted, toggled, type Picked } from "../src/host/picked.ts";
import { remember } from "../src/lib/storage.ts";
import { equal, test } from "./harness.ts";

const one = (id: string, seconds = 20): Picked => ({ id, prompt: `${id}?`, kind: "single", seconds });
const ids = (list: readonly Picked[]): string => list.map((p) => p.id).join(" ");

test("find: an address and a query say the same", () => {
  const query = queryOf("?q=two+words&kind=single&kind=text&tag=gr%C3%B6%C3%9Fe&favourite=true&played=never&surprise=1");
  equal(query.words, "two words");
  equal(query.chosen.kind, ["single", "text"]);
  equal(queryOf(searchOf(query)), query);
  equal(searchOf(queryOf("")), "");
  equal(searchOf(queryOf("?q=+&played=often")), "");
  equal(filtersOn(query), 5);
  equal(filtersOn(bare(query)), 0);
  equal(bare(query).words, "two words");
});

test("find: a value is chosen and taken back", () => {
  const once = toggle(queryOf(""), "pack", "demo");
  equal(once.chosen.pack, ["demo"]);
  equal(toggle(once, "pack", "demo").chosen.pack, []);
});

test("picked: questions come and go, move, and take their time", () => {
  const two = toggled(toggled([], one("a/1")), one("a/2", 60));
  equal(ids(two), "a/1 a/2");
  equal(ids(toggled(two, one("a/1"))), "a/2");
  equal(ids(shifted(two, 1, 0)), "a/2 a/1");
  equal(shifted(two, 1, 2) === two, true);
  equal(minutesOf(two), 2); // 10 + 20 + 30 + 20 seconds
  const full = Array.from({ length: pickedMax }, (_, i) => one(`b/${i}`));
  equal(toggled(full, one("c/1")) === full, true);
});

test("picked: each host's own are kept, and what is damaged is nothing", () => {
  rememberPicked("ada", [one("a/1")]);
  equal(ids(recallPicked("ada")), "a/1");
  equal(ids(recallPicked("bea")), "");
  rememberPicked("ada", []);
  equal(ids(recallPicked("ada")), "");
  for (const text of ["{", "3", '[{"id":1}, null]', '{"id":"x"}']) {
    remember(keyOf("ada"), text);
    equal(ids(recallPicked("ada")), "");
  }
  rememberPicked("ada", []);
});
