import type { Season } from "../src/office/leagues/asks.ts";
import { complaintsOf, isFine } from "../src/host/credentials.ts";
import { browserOf } from "../src/office/account/browser.ts";
import { draftOf, linesOf, opened, rulesWrong, seasonAfter, slugOf, tidy, usualRules } from "../src/office/leagues/draft.ts";
import { dayOf, localOf, momentOf, nextDay, startOf } from "../src/office/leagues/zone.ts";
import { pointsOf } from "../src/office/results/points.ts";
import { pageOf, whereOf } from "../src/office/route.ts";
import { equal, test } from "./harness.ts";

test("office: an address names a page, and the page an entry of the bar", () => {
  equal(pageOf("/host/results").at, "results");
  equal(pageOf("/host/results/abc"), { at: "result", id: "abc" });
  equal(pageOf("/host/leagues/new").at, "newleague");
  equal(pageOf("/host/leagues/x/").at, "league");
  equal(pageOf("/host/account").at, "account");
  equal(whereOf({ at: "newleague" }), "leagues");
  equal(whereOf({ at: "hosts" }), "hosts");
});

test("office: an address is suggested for a name", () => {
  equal(slugOf("Tuesdays at the Owl"), "tuesdays-at-the-owl");
  equal(slugOf("  Käpt’n Grünspans Große Liga! "), "kaeptn-gruenspans-grosse-liga");
  equal(slugOf("Café Çà"), "cafe-ca");
  equal(slugOf("لعبة"), "");
  equal(slugOf("a".repeat(39) + " b"), "a".repeat(39));
});

test("office: times are those of the league's zone, in summer and in winter", () => {
  equal(momentOf("2026-03-03T19:00", "Europe/Berlin"), "2026-03-03T18:00:00.000Z");
  equal(momentOf("2026-07-07T19:00", "Europe/Berlin"), "2026-07-07T17:00:00.000Z");
  equal(momentOf("2026-03-29T02:30", "Europe/Berlin"), "2026-03-29T01:30:00.000Z"); // the clock leaves it out
  equal(momentOf("2026-01-01T00:15", "Pacific/Auckland"), "2025-12-31T11:15:00.000Z");
  equal(momentOf("2026-03-03", "UTC"), "");
  equal(momentOf("", "UTC"), "");
  equal(localOf("2026-03-03T18:00:00Z", "Europe/Berlin"), "2026-03-03T19:00");
  equal(localOf("soon", "UTC"), "");
  equal(dayOf("2026-03-01T23:30:00Z", "Europe/Berlin"), "2026-03-02");
  equal(startOf("2026-03-30", "Europe/Berlin"), "2026-03-29T22:00:00.000Z");
  equal(nextDay("2026-02-28"), "2026-03-01");
  equal(nextDay("2026-03-01", -1), "2026-02-28");
});

test("office: a new season begins where the last one ends, and is scored as it was", () => {
  const open: Season = { id: "1", name: "One", from: "2026-01-01T00:00:00Z", rules: { scoring: "score" } };
  const next = seasonAfter([open], "2026-05-01", "UTC");
  equal(next, { id: "2", name: "", from: "2026-05-02T00:00:00.000Z", rules: { scoring: "score" } });
  equal(opened([open], next)[0]?.to, next.from);
  const closed = { ...open, id: "2", to: "2026-04-01T00:00:00Z" };
  equal(seasonAfter([closed], "2026-05-01", "UTC").from, closed.to);
  equal(seasonAfter([closed], "2026-05-01", "UTC").id, "3");
  equal(opened([closed], next)[0]?.to, closed.to);
});

test("office: rules are such as can be played", () => {
  equal(rulesWrong(usualRules()), "");
  equal(rulesWrong({ scoring: "place", table: [3, 5] }), "office.rules.table.grows");
  equal(rulesWrong({ scoring: "place", table: [Number.NaN] }), "office.rules.table.wrong");
  equal(tidy({ scoring: "score", table: [3, 2], sharing: "split", best: 0, drop: 2, minimum: 0 }), { scoring: "score", drop: 2 });
  equal(tidy({ scoring: "place" }).table, [15, 12, 9, 6, 3, 1]);
});

test("office: what is sent of a league is what a host says of it, and nothing else", () => {
  const league = {
    id: "x", owner: "h", created: "", version: 3, slug: "owl", name: "Owl", time_zone: "UTC", language: "en", of: "teams" as const, seasons: [],
    old_slugs: ["old"],
  };
  equal(Object.keys(draftOf(league)).sort().join(" "), "about divisions gather language listed name nights of seasons slug time_zone venues");
});

test("office: names come one a line, without blanks and repeats", () => {
  equal(linesOf(" North \n\nSouth  West\nNorth"), ["North", "South West"]);
});

test("office: points are whole numbers with any minus", () => {
  equal(pointsOf("100"), 100);
  equal(pointsOf("−50"), -50);
  equal(pointsOf("–2"), -2);
  equal(pointsOf("+7"), 7);
  equal(pointsOf("1.5"), 0);
  equal(pointsOf("ten"), 0);
});

test("office: a browser is known again by what it says it is", () => {
  equal(
    browserOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0"),
    { program: "Edge", system: "Windows" },
  );
  equal(browserOf("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"), { program: "Firefox", system: "Linux" });
  equal(
    browserOf("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"),
    { program: "Safari", system: "iPhone" },
  );
  equal(browserOf("curl/8"), { program: "", system: "" });
});

test("office: login, name and password are judged before they are sent", () => {
  equal(isFine(complaintsOf({ login: "ada@example.org", name: "Ada", password: "owls eat quizzes" })), true);
  equal(Object.keys(complaintsOf({ login: "a", name: " ", password: "short" })).join(" "), "login name password");
  equal(isFine(complaintsOf({ login: " ömer_1 " })), true);
});
