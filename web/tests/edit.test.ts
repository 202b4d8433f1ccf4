import type { Finding } from "../src/lib/api.ts";
import { asKind, blankPack, blankQuestion, kinds } from "../src/edit/blank.ts";
import { added, duplicated, freeID, inserted, moved, removed, slug, withAddresses, withoutRound, withRound } from "../src/edit/change.ts";
import { differences, merged } from "../src/edit/diff.ts";
import { begun, changed, redone, touched, undone } from "../src/edit/history.ts";
import { canonical, type PackForm, type Question } from "../src/edit/pack.ts";
import { placed, placeOf, placesOf, tally } from "../src/edit/place.ts";
import { picksOf, shown } from "../src/edit/show.ts";
import { deedOf } from "../src/edit/use_keys.ts";
import { equal, ok, test } from "./harness.ts";

const q = (id: string, prompt = `${id}?`): Question => ({ ...blankQuestion(id, "single"), prompt });
const packOf = (...questions: Question[]): PackForm => ({ ...blankPack("en"), id: "p", title: "P", questions });
const ids = (pack: PackForm): string => pack.questions.map((one) => one.id).join(" ");

test("edit: questions come, go, move and are copied, and the pack before stays as it was", () => {
  const pack = packOf(q("a"), q("b"));
  equal(ids(inserted(pack, "a", q("c"))), "a c b");
  equal(ids(inserted(pack, "", q("c"))), "a b c");
  equal(ids(added(pack, "a", "text").pack), "a q-3 b");
  equal(added(pack, "a", "text").id, "q-3");
  equal(ids(duplicated(pack, "a").pack), "a a-2 b");
  equal(removed(pack, "a").id, "b");
  equal(removed(packOf(q("a")), "a").id, "");
  equal(ids(moved(pack, 1, 0)), "b a");
  equal(ids(pack), "a b");
  equal(freeID([{ id: "q-1" }, { id: "q-2" }], "q-1"), "q-3");
});

test("edit: ids are made of titles", () => {
  equal(slug("Größe & Übermut!", "x"), "grosse-ubermut");
  equal(slug("問題", "pack"), "pack");
  equal(slug("New", "pack"), "new-pack");
});

test("edit: a round that is called otherwise keeps its questions, and one that goes lets them go", () => {
  const pack: PackForm = { ...packOf({ ...q("a"), round: "One" }, q("b")), rounds: [{ id: "r", title: "One" }] };
  equal(withRound(pack, 0, { id: "r", title: "First" }).questions[0]?.round, "First");
  equal(withoutRound(pack, 0).questions[0]?.round, undefined);
  const blank: PackForm = { ...packOf(q("a")), rounds: [{ id: "r", title: "" }] };
  equal(withRound(blank, 0, { id: "r", title: "x" }).questions[0]?.round, undefined);
});

test("edit: each kind becomes each other kind and has what it needs", () => {
  for (const from of kinds) {
    for (const to of kinds) {
      const made = { ...q("a"), ...asKind({ ...blankQuestion("a", from), prompt: "x" }, to) };
      equal(made.kind, to);
      const fresh = blankQuestion("a", to) as unknown as Record<string, unknown>;
      for (const field of Object.keys(fresh)) ok((made as unknown as Record<string, unknown>)[field] !== undefined, `${from} to ${to} lacks ${field}`);
    }
  }
  const choice = { ...q("a"), choices: [{ text: "No" }, { text: "Yes", correct: true }] };
  equal(asKind(choice, "text").accept, [{ text: "Yes" }]);
  equal(asKind(choice, "poll").points, 0);
  equal(asKind({ ...choice, points: 500 }, "multi").points, 500);
});

test("edit: typing on is one step, a pause or another field begins a new one", () => {
  let h = begun(packOf(q("a", "")));
  const type = (prompt: string, field: string, at: number): void => {
    h = changed(h, packOf(q("a", prompt)), field, at);
  };
  type("W", "a/prompt", 1000);
  type("Wh", "a/prompt", 1500);
  type("Wha", "a/prompt", 9000);
  type("What", "a/summary", 9100);
  equal(h.past.length, 3);
  h = undone(undone(h));
  equal(h.now.questions[0]?.prompt, "Wh");
  h = redone(h);
  equal(h.now.questions[0]?.prompt, "Wha");
  equal(undone(undone(undone(undone(h)))).now.questions[0]?.prompt, "");
  equal(touched(packOf(q("a"), q("b")), packOf(q("a"), q("b", "new"))), "b");
});

test("edit: what is missing is the same as what is empty", () => {
  equal(canonical({ a: "", b: [], c: false, d: {}, e: " x " }), canonical({ e: "x" }));
  ok(canonical({ a: 0 }) !== canonical({}), "a zero is something");
});

test("edit: two versions are compared, and one is made of both", () => {
  const base = packOf(q("a"), q("b"), q("c"));
  const mine = packOf(q("a", "mine"), q("b", "both"), q("c"), q("m"));
  const theirs = packOf(q("t"), q("a"), q("b", "other"), q("c", "theirs"));
  const found = differences(base, mine, theirs);
  equal(found.map((d) => [d.id, d.changer ?? "?"].join(":")).sort(), ["a:mine", "b:?", "c:theirs", "m:mine", "t:theirs"]);
  const all = merged(mine, theirs, new Map(found.map((d) => [d.id, d.changer ?? "theirs"])));
  equal(all.questions.map((one) => one.prompt), ["t?", "mine", "other", "theirs", "m?"]);
  equal(ids(merged(mine, theirs, new Map(found.map((d) => [d.id, "theirs"])))), "t a b c");
  equal(ids(merged(mine, theirs, new Map(found.map((d) => [d.id, "mine"])))), "a b c m");
});

test("edit: a round that only the other version has comes along with its question", () => {
  const mine = packOf(q("a"));
  const theirs: PackForm = { ...packOf({ ...q("a"), round: "One" }), rounds: [{ id: "r", title: "One" }] };
  const both = merged(mine, theirs, new Map([["a", "theirs"], ["", "mine"]]));
  equal(both.rounds, [{ id: "r", title: "One" }]);
});

test("edit: findings are shown beside their fields", () => {
  equal(placeOf("choices.2.text"), "choices.2");
  equal(placeOf("choices"), "choices");
  equal(placeOf("tolerance.abs"), "tolerance");
  equal(placeOf("rounds.1.title"), "rounds.1");
  equal(placeOf("surprise.1"), "");
  equal(placeOf(undefined), "");
  const finding = (question: string, path: string, severity: Finding["severity"]): Finding => ({ severity, line: 0, column: 0, question, path, code: "x", words: "x" });
  const all = placed([finding("a", "prompt", "error"), finding("a", "prompt", "warning"), finding("", "title", "warning")]);
  equal(tally(placesOf(all, "a")), { errors: 1, hints: 1 });
  equal(tally(placesOf(all, "")), { errors: 0, hints: 1 });
  equal(tally(placesOf(all, "b")), { errors: 0, hints: 0 });
});

test("edit: a preview shows every kind, and the answer only when it is asked for", () => {
  for (const kind of kinds) {
    const question = { ...blankQuestion("a", kind), prompt: "x" };
    const before = shown(packOf(question), question, "question", (src) => src, "phone");
    equal(before.view.reveal, undefined);
    const after = shown(packOf(question), question, "answer", (src) => src, "screen");
    equal(after.view.reveal === undefined, kind === "slide");
  }
  const order: Question = { ...blankQuestion("a", "order"), items: ["one", "two", "three"] };
  const view = shown(packOf(order), order, "answer", (src) => src, "phone").view;
  equal(view.reveal?.right?.map((i) => view.question?.choices?.[i]), ["one", "two", "three"]);
  ok(view.question?.choices?.join() !== "one,two,three", "the order of display is the answer");
  const match: Question = { ...blankQuestion("a", "match"), pairs: [{ left: "1", right: "one" }, { left: "2", right: "two" }], extra: ["three"] };
  const matched = shown(packOf(match), match, "answer", (src) => src, "phone").view;
  equal(picksOf(match).map((i) => matched.question?.choices?.[i]), ["one", "two"]);
});

test("edit: sounds are for the screen, and pictures at the answer wait for it", () => {
  const question: Question = {
    ...q("a"), media: [{ type: "audio", src: "new/s.mp3", alt: "s" }, { type: "image", src: "/media/p.png", alt: "p", at: "reveal" }],
  };
  const at = (moment: "question" | "answer", audience: "phone" | "screen") => shown(packOf(question), question, moment, (src) => src, audience).view;
  equal(at("question", "phone").question?.media, undefined);
  equal(at("question", "screen").question?.media?.length, 1);
  equal(at("answer", "phone").reveal?.media?.[0]?.url, "/media/p.png");
  equal(withAddresses(packOf(question), new Map([["new/s.mp3", "/media/s.mp3"]])).questions[0]?.media?.[0]?.src, "/media/s.mp3");
});

test("edit: keys need a modifier", () => {
  const said: string[] = [];
  const deeds = {
    undo: () => said.push("undo"), redo: () => said.push("redo"), add: () => said.push("add"), move: (by: number) => said.push(`move ${by}`), turn: (by: number) => said.push(`turn ${by}`),
  };
  const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}): void =>
    deedOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }, deeds as never)?.();
  press("z");
  press("z", { ctrlKey: true });
  press("Z", { metaKey: true, shiftKey: true });
  press("Enter", { ctrlKey: true });
  press("ArrowUp", { altKey: true });
  press("ArrowUp");
  press("PageDown", { altKey: true });
  equal(said, ["undo", "redo", "add", "move -1", "turn 1"]);
});

