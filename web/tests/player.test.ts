import type { QuestionView, ResultView } from "../src/lib/protocol.ts";
import { loadSeat, newToken, saveSeat } from "../src/lib/storage.ts";
import { scaleOf, unmistakable } from "../src/player/answers/decimal.ts";
import { moved } from "../src/player/answers/moved.ts";
import { nextFree, paired } from "../src/player/answers/pairs.ts";
import { claims, claimsMax, fitting, forgetClaim, keepClaim, prefill, type Claim, type League } from "../src/player/claims.ts";
import { choiceOfKey } from "../src/player/hooks.ts";
import { outcomeOf, partsOf } from "../src/player/parts.ts";
import { cleanPIN, routeOf, spacedPIN } from "../src/player/route.ts";
import { Stopwatch } from "../src/player/stopwatch.ts";
import { equal, ok, test } from "./harness.ts";

test("route: where a page was opened", () => {
  equal(routeOf("/", ""), { pin: "", code: "" });
  equal(routeOf("/j/424242", "#x"), { pin: "424242", code: "" });
  equal(routeOf("/m/424242", "#abc"), { pin: "424242", code: "abc" });
  equal(routeOf("/host", ""), { pin: "", code: "" });
  equal([routeOf("/t", "#abc"), routeOf("/t", "")], [{ pin: "", code: "", teams: { secret: "abc" } }, { pin: "", code: "", teams: { secret: "" } }]);
});

const claimOf = (secret: string, league: string, name: string): Claim => ({ secret, league, league_name: `League ${league}`, slug: league, key: name, name });

test("claims: one in a league, the newest first, and no more than the server takes", () => {
  keepClaim(claimOf("s1", "a", "Foxes"));
  keepClaim(claimOf("s2", "b", "Bears"));
  keepClaim(claimOf("s3", "a", "Wolves"));
  equal(claims().map((c) => c.secret), ["s3", "s2"]);
  for (let i = 0; i < 10; i++) keepClaim(claimOf(`x${i}`, `l${i}`, "X"));
  equal([claims().length, claims()[0]?.secret], [claimsMax, "x9"]);
  for (const c of claims()) forgetClaim(c.secret);
  equal(claims(), []);
});

test("claims: what fits a game, and what it fills in", () => {
  const league = (id: string, of: League["of"]): League => ({ id, name: id, slug: id, of });
  const kept = [claimOf("s1", "a", "Foxes"), claimOf("s2", "b", "Bears")];
  equal(fitting([league("b", "teams"), league("c", "teams")], kept).map((c) => c.name), ["Bears"]);
  equal(fitting(null, kept), []);
  const room = { teams: true, team_names: [], leagues: [league("a", "teams")] };
  equal(prefill(room, kept[0]), { team: "Foxes" });
  equal(prefill({ ...room, team_names: ["Reds", "Blues"] }, kept[0]), {});
  equal(prefill({ ...room, team_names: ["Reds", "Foxes"] }, kept[0]), { team: "Foxes" });
  equal([prefill({ ...room, teams: false }, kept[0]), prefill({ ...room, leagues: [league("a", "players")] }, kept[0])], [{ name: "Foxes" }, { name: "Foxes" }]);
  equal(prefill(room, undefined), {});
});

test("route: a PIN as people type it", () => equal([cleanPIN(" 424 242 "), cleanPIN("42-42"), spacedPIN("424242"), spacedPIN("4242")], ["424242", "4242", "424 242", "4242"]));

test("stopwatch: from the first paint of a showing, whatever is painted later", () => {
  const w = new Stopwatch();
  w.start(3, 1000);
  w.start(3, 5000);
  equal([w.read(3, 1500), w.read(4, 1500)], [500, undefined]);
});

test("stopwatch: a pause does not count", () => {
  const w = new Stopwatch();
  w.start(3, 1000);
  w.pause(2000);
  w.pause(2500);
  equal(w.read(3, 9000), 1000);
  w.resume(9000);
  equal(w.read(3, 9500), 1500);
});

test("stopwatch: the next showing starts afresh", () => {
  const w = new Stopwatch();
  w.start(3, 1000);
  w.pause(1500);
  w.start(4, 8000);
  equal(w.read(4, 8250), 250);
});

test("slider: decimals stay exact", () => {
  const s = scaleOf({ min: "-0.3", max: "0.3", step: "0.1" });
  equal([s.steps, s.at(0), s.at(3), s.at(6)], [6, "-0.3", "0.0", "0.3"]);
  equal(scaleOf({ min: "0", max: "10", step: "3" }).steps, 3);
});

test("slider: no figure can be taken for thousands", () => equal(["1.969", "1.96", "1969"].map(unmistakable), ["1.9690", "1.96", "1969"]));

test("order: an element moves and the others keep their order", () => {
  equal([moved([1, 2, 3, 4], 0, 2), moved([1, 2, 3, 4], 3, 0)], [[2, 3, 1, 4], [4, 1, 2, 3]]);
});

test("match: a right side belongs to one left side, and is taken back by giving it again", () => {
  equal(paired([-1, 2, -1], 0, 2), [2, -1, -1]);
  equal(paired([2, -1, -1], 0, 2), [-1, -1, -1]);
  equal([nextFree([1, -1, -1], 0), nextFree([1, 0, -1], 2), nextFree([1, 0, 2], 1)], [1, 2, 1]);
});

test("keys: 1-9 and A-F stand for the choices", () => equal(["1", "6", "9", "a", "F", "g", "Enter", "0"].map(choiceOfKey), [0, 5, 8, 0, 5, -1, -1, -1]));

const question = { kind: "single", points: 1000, limit: 20_000 } as QuestionView;
const result = { showing: 1, answered: true, right: true, share: 100, points: 934, base: 884, bonus: 50, time: 4640, answer: {} } as ResultView;

test("parts: they add up to the points", () => {
  const parts = partsOf(question, "speed", result);
  equal(parts, [{ kind: "right", points: 500 }, { kind: "speed", points: 384 }, { kind: "streak", points: 50 }]);
  equal(parts.reduce((sum, p) => sum + p.points, 0), result.points);
});

test("parts: without speed there are no halves, and a penalty takes away", () => {
  equal(partsOf(question, "accuracy", { ...result, base: 1000 })[0], { kind: "right", points: 1000 });
  equal(partsOf(question, "speed", { ...result, right: false, base: 0, bonus: 0, penalty: 250 }), [{ kind: "penalty", points: -250 }]);
});

test("parts: how a question went", () => {
  const of = (r: Partial<ResultView> | null, kind = "single") => outcomeOf({ ...question, kind } as QuestionView, r && { ...result, ...r }, false);
  equal(
    [of(null), of({}), of({ right: false, share: 0, points: 0 }), of({ right: false, share: 50 }), of({ answered: false }), of({ late: true }), of({ right: false }, "poll"), of({ voided: true })],
    ["absent", "right", "wrong", "partly", "none", "late", "poll", "voided"],
  );
});

test("storage: a seat comes back, one of last week does not", () => {
  saveSeat("99", { token: "t", name: "Anna", joined: true });
  equal([loadSeat("99")?.name, loadSeat("98")], ["Anna", null]);
  localStorage.setItem("trivium.seat.99", JSON.stringify({ token: "t", name: "Anna", joined: true, at: Date.now() - 8 * 86_400_000 }));
  equal(loadSeat("99"), null);
});

test("storage: what is not ours is forgotten", () => {
  localStorage.setItem("trivium.seat.97", "{");
  equal([loadSeat("97"), localStorage.getItem("trivium.seat.97")], [null, null]);
});

test("storage: a token is 128 bits in hexadecimal", () => ok(/^[0-9a-f]{32}$/.test(newToken()) && newToken() !== newToken(), "it is not"));
