import type { RosterRow, View } from "../src/lib/protocol.ts";
import { mayGoOn, nextLabel } from "../src/host/game/next.tsx";
import { found, rankingOf } from "../src/host/game/roster.ts";
import { actionOf, typesInto } from "../src/host/keys.ts";
import { counts, defaultSetup, minutesFor, problemOf, teamNames } from "../src/host/setup_form.ts";
import { equal, test } from "./harness.ts";

test("host: a key asks for one thing, and for nothing with a modifier or held down", () => {
  equal(actionOf({ key: " " }), "next");
  equal(actionOf({ key: "p" }), "pause");
  equal(actionOf({ key: "P" }), "pause");
  equal(actionOf({ key: "+" }), "more");
  equal(actionOf({ key: "p", ctrlKey: true }), undefined);
  equal(actionOf({ key: " ", repeat: true }), undefined);
  equal(actionOf({ key: "x" }), undefined);
});

test("host: who types keeps the keys, and a button keeps the space bar alone", () => {
  equal(typesInto({ tagName: "INPUT" }, "p"), true);
  equal(typesInto({ tagName: "DIV", isContentEditable: true }, "p"), true);
  equal(typesInto({ tagName: "BUTTON" }, " "), true);
  equal(typesInto({ tagName: "BUTTON" }, "p"), false);
  equal(typesInto({ tagName: "BODY" }, " "), false);
});

test("host: the form has defaults of a quiz night, and says what keeps it from being sent", () => {
  const setup = defaultSetup(["demo"], "Demo");
  equal(problemOf(setup), "");
  equal(problemOf(defaultSetup([], "")), "host.setup.problem.packs");
  equal(problemOf({ ...setup, settings: { ...setup.settings, seat_max: 0 } }), "host.setup.problem.players");
  equal(problemOf({ ...setup, settings: { ...setup.settings, teams: true, team_names: ["One"] } }), "host.setup.problem.teams");
  equal(problemOf({ ...setup, settings: { ...setup.settings, teams: true, team_names: [] } }), "");
});

test("host: teams are named one in a line", () => {
  equal(teamNames(" The  Owls \n\nOwls\nThe Owls\r\n"), ["The Owls", "Owls"]);
  equal(teamNames(""), []);
});

test("host: numbers of questions end with all of them", () => {
  equal(counts(14), [5, 10, 0]);
  equal(counts(5), [0]);
});

test("host: the length of a game follows its questions, its clock and its breaks", () => {
  const setup = defaultSetup(["demo"], "");
  const pool = { questions: 40, minutes: 40 };
  equal(minutesFor(setup, pool), 40);
  equal(minutesFor({ ...setup, count: 10 }, pool), 10);
  equal(minutesFor({ ...setup, count: 10, settings: { ...setup.settings, time_factor: 300 } }, pool), 20);
  equal(minutesFor({ ...setup, count: 10, settings: { ...setup.settings, break_after_round: 300_000 } }, pool), 15);
});

const view = (next: string, paused = false): View => ({
  pin: "1", title: "", phase: "reveal", turn: 1, scoring: "speed", began: 0, paused,
  host: { next: next as "table", step: 1, steps: 9, auto: false, hide_table: false, settings: defaultSetup([], "").settings },
});

test("host: the big button says what comes next, and waits when nothing does", () => {
  equal(nextLabel(view("table")), "host.game.next.table");
  equal(nextLabel(view("")), "host.game.next.wait");
  equal(nextLabel(view("table", true)), "host.game.next.resume");
  equal([mayGoOn(view("table")), mayGoOn(view("")), mayGoOn(view("", true))], [true, false, true]);
});

const people = new Map<number, RosterRow>([
  [1, { seat: 1, name: "Ada", score: 0, rank: 0, connected: true }],
  [2, { seat: 2, name: "Grace", team: "Owls", score: 900, rank: 2, connected: true, kicked: true }],
  [3, { seat: 3, name: "Linus", score: 950, rank: 1, connected: false }],
  [4, { seat: 4, name: "Radia", team: "Owls", score: 500, rank: 3, connected: true }],
]);

test("host: people are found by name and team, those who were removed come last", () => {
  equal(found(people, "").map((row) => row.seat), [1, 3, 4, 2]);
  equal(found(people, " owls").map((row) => row.seat), [4, 2]);
  equal(found(people, "nobody"), []);
});

test("host: the ranking is made of who has points and still plays", () => {
  equal(rankingOf(people).map((row) => row.id), ["s3", "s4"]);
});
