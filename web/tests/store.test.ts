import type { QuestionView, View, ViewMessage } from "../src/lib/protocol.ts";
import { pendingOf } from "../src/lib/session.ts";
import { empty, reduce, type Message, type State } from "../src/lib/store.ts";
import { equal, ok, test } from "./harness.ts";

const question = (showing: number): QuestionView => ({ showing, number: showing, of: 9, kind: "single", points: 1000, limit: 20_000 });
const view = (n: number, showing: number): ViewMessage => ({
  t: "view", n, now: 1000, view: { pin: "1", title: "", phase: "open", turn: n, scoring: "speed", began: 0, question: question(showing) } as View,
});
const after = (...messages: Message[]): State => messages.reduce((s, m) => reduce(s, m, 0), empty);
const chosen: Message = { t: "chosen", answer: { showing: 3, pick: [1], m: 800 } };

test("store: an answer is locked only by its ack", () => {
  equal(after(view(1, 3), chosen).answer?.status, "sending");
  equal(after(view(1, 3), chosen, { t: "ack", showing: 3, ok: true, pick: [1] }).answer?.status, "locked");
});

test("store: what stands is what the ack says, and not what was tapped", () => {
  const s = after(view(1, 3), chosen, { t: "ack", showing: 3, ok: true, pick: [2], code: "changed" });
  equal(s.answer, { showing: 3, pick: [2], status: "locked", code: "changed" });
});

test("store: a refusal keeps the answer and says why", () => {
  const s = after(view(1, 3), chosen, { t: "ack", showing: 3, ok: false, code: "late", words: "Too late." });
  equal([s.answer?.status, s.answer?.code, s.answer?.pick], ["refused", "late", [1]]);
});

test("store: while the store is away the answer goes on waiting", () => {
  const s = after(view(1, 3), chosen, { t: "ack", showing: 3, ok: false, code: "unavailable" });
  equal(pendingOf(s), { showing: 3, pick: [1], m: 800 });
});

test("store: an ack for another showing changes nothing", () => {
  const s = after(view(1, 3), chosen);
  ok(reduce(s, { t: "ack", showing: 2, ok: true, pick: [0] }, 0) === s, "it did");
});

test("store: the next question takes the answer and the count away", () => {
  const s = after(view(1, 3), chosen, { t: "count", showing: 3, answered: 2, of: 5, connected: 5 }, view(2, 4));
  equal([s.answer, s.count], [null, null]);
});

test("store: an older view is dropped, but the first one on a new connection counts", () => {
  const s = after(view(5, 3), view(4, 2));
  equal(s.n, 5);
  const again = reduce(reduce(s, { t: "welcome", role: "player", now: 0 }, 0), view(4, 3), 0);
  equal(again.n, 4);
});

test("store: an answer survives a reconnect into the same question", () => {
  const s = after(view(1, 3), chosen, { t: "line", line: "lost", code: 1006 }, { t: "welcome", role: "player", now: 0 }, view(1, 3));
  equal(pendingOf(s)?.pick, [1]);
});

test("store: a stop is remembered with its code", () => equal(after({ t: "line", line: "stopped", code: 4409 }).stop, { code: 4409 }));

test("store: pages of the roster come together by seat", () => {
  const row = (seat: number) => ({ seat, name: `p${seat}`, score: 0, rank: 0, connected: true });
  const s = after({ t: "roster", from: 1, total: 3, rows: [row(1), row(2)] }, { t: "roster", from: 3, total: 3, rows: [row(3)] });
  equal([[...s.roster.keys()], s.rosterTotal], [[1, 2, 3], 3]);
});
