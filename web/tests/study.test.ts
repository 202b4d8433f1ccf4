import { answered, begin, count, fitted, missed, next, returnsAfter, type Sitting } from "../src/study/plan.ts";
import { anySitting, forgetSitting, forgetSittings, loadSitting, saveSitting } from "../src/study/progress.ts";
import { isWeb } from "../src/study/markup.tsx";
import { equal, ok, test } from "./harness.ts";

/** Goes through a sitting to its end and gives what was asked, in order. `right` says what is answered at which try. */
function walk(ids: readonly string[], right: (id: string, tries: number) => boolean): { asked: string[]; end: Sitting } {
  let s = begin(ids, "s");
  const asked: string[] = [];
  for (let id = next(s); id && asked.length < 100; id = next(s)) {
    asked.push(id);
    s = answered(s, id, right(id, s.marks[id]?.tries ?? 0));
  }
  return { asked, end: s };
}

const many = [..."abcdefghijklmnop"];

test("study: all right is one walk through", () => {
  const { asked, end } = walk(many, () => true);
  equal(asked, many);
  equal(count(end, many), { of: 16, asked: 16, right: 16, learnt: 0, open: 0 });
});

test("study: a miss comes back after three others, and once more after six", () => {
  const { asked, end } = walk(many, (id, tries) => id !== "b" || tries > 0);
  equal(asked.join(""), "abcdebfghijkblmnop");
  equal([missed(end, many), count(end, ["b"])], [["b"], { of: 1, asked: 1, right: 0, learnt: 1, open: 0 }]);
});

test("study: missed again begins anew", () => {
  const { asked } = walk(many, (id, tries) => id !== "a" || tries > 1);
  equal(asked.join(""), "abcdaefgahijklmanop");
});

test("study: near the end a miss comes back sooner, and what was right is not asked twice in a row", () => {
  equal(walk(["a", "b"], (id, tries) => id !== "b" || tries > 1).asked.join(""), "abbb");
  equal(walk(["a"], (_, tries) => tries > 0).asked.join(""), "aa");
  const s = answered(begin(["a", "b"], "s"), "a", false);
  equal([returnsAfter(s, "a"), returnsAfter(s, "b")], [1, -1]);
});

test("study: a pack that has changed", () => {
  const s = fitted(answered(answered(begin(["a", "b", "c"], "s"), "a", false), "b", true), ["b", "c", "d"]);
  equal([s.fresh, s.back, Object.keys(s.marks)], [["c", "d"], [], ["b"]]);
});

test("study: what the browser keeps, and forgets", () => {
  const s = begin(["a"], "s");
  saveSitting("one/two", s);
  equal([loadSitting("one/two"), loadSitting("other")], [s, null]);
  ok(anySitting(), "it is not noticed");
  forgetSitting("one/two");
  equal([loadSitting("one/two"), anySitting()], [null, false]);
  localStorage.setItem("trivium.study.x", "{broken");
  equal(loadSitting("x"), null);
  forgetSittings();
  ok(!anySitting(), "something is left");
});

test("markup: only pages of the web are links", () =>
  equal(["https://a.b/c", "HTTP://a", "javascript:x", "//a", "#a", "data:text/html,x", ""].map(isWeb), [true, true, false, false, false, false, false]));
