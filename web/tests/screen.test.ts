import type { View } from "../src/lib/protocol.ts";
import { cueOf } from "../src/screen/cues.ts";
import { placesOf } from "../src/screen/podium.tsx";
import { fitChoices, fitPrompt, sceneKey, sceneOf, shownAddress, spacedPin } from "../src/screen/scene.ts";
import { equal, test } from "./harness.ts";

const view = (change: Partial<View>): View => ({
  pin: "482913", title: "", phase: "lobby", turn: 1, scoring: "speed", began: 0, ...change,
});
const question = { showing: 2, number: 3, of: 12, kind: "single", points: 1000, limit: 20_000 } as const;

test("screen: each phase has its scene, and a slide stays where others are read", () => {
  equal(sceneOf(view({ phase: "ready", question })), "ready");
  equal(sceneOf(view({ phase: "ready", question: { ...question, kind: "slide" } })), "slide");
  equal(sceneOf(view({ phase: "open", question })), "question");
  equal(sceneOf(view({ phase: "closing", question })), "question");
  equal(sceneOf(view({ phase: "podium" })), "podium");
});

test("screen: what closes is the same scene, what comes next is another", () => {
  equal(sceneKey(view({ phase: "open", turn: 5, question })) === sceneKey(view({ phase: "closing", turn: 6, question })), true);
  equal(sceneKey(view({ phase: "table", turn: 8 })) === sceneKey(view({ phase: "table", turn: 12 })), false);
  equal(sceneKey(view({ phase: "lobby", turn: 1 })) === sceneKey(view({ phase: "lobby", turn: 1, locked: true })), true);
});

test("screen: long texts are set smaller, and a picture takes room", () => {
  equal(["a".repeat(40), "a".repeat(100), "a".repeat(200), "a".repeat(300)].map((text) => fitPrompt(text, false)), ["xl", "l", "m", "s"]);
  equal(fitPrompt("a".repeat(40), true), "l");
  equal(fitChoices(["Mars", "Saturn", "Neptune", "Mercury"]), "xl");
  equal(fitChoices(["Indonesia", "India", "Kenya", "Brazil", "Mexico"]), "l");
});

test("screen: a PIN is parted to be read out, an address is shown without what nobody types", () => {
  equal([spacedPin("482913"), spacedPin("4829137"), spacedPin("4829")], ["482 913", "4829 137", "4829"]);
  equal(shownAddress("http://192.168.1.5:8080/"), "192.168.1.5:8080");
  equal(shownAddress("https://quiz.example.org"), "quiz.example.org");
});

test("screen: the podium begins with the third", () => {
  const rows = ["a", "b", "c", "d"].map((id, i) => ({ id, name: id, score: 10 - i, rank: i + 1 }));
  equal(placesOf(rows).map((row) => row.id), ["c", "b", "a"]);
  equal(placesOf(rows.slice(0, 1)).map((row) => row.id), ["a"]);
  equal(placesOf([]), []);
});

test("screen: a sound belongs to a turn, and none to a page that has just come", () => {
  const before = view({ phase: "ready", turn: 4, question });
  equal(cueOf(null, view({ phase: "open", turn: 5, question })), undefined);
  equal(cueOf(before, view({ phase: "open", turn: 5, question })), "start");
  equal(cueOf(before, view({ phase: "ready", turn: 4, paused: true, question })), undefined);
  equal(cueOf(view({ lobby: { players: 3 } }), view({ lobby: { players: 4 } })), "tick");
  equal(cueOf(view({ lobby: { players: 4 } }), view({ lobby: { players: 3 } })), undefined);
});
