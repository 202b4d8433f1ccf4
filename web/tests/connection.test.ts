import { ACK_WAIT, backoff, Connection, OPEN_LIMIT, PING_IDLE, PING_URGENT, PROBE, SILENCE, type Socket } from "../src/lib/connection.ts";
import { reconnects } from "../src/lib/codes.ts";
import type { PlainAnswer } from "../src/lib/protocol.ts";
import { equal, ok, test } from "./harness.ts";

/** A world in which time passes when told to, with sockets that keep what was sent. */
class Stage {
  time = 0;
  sockets: (Socket & { sent: { t: string }[]; closed: boolean })[] = [];
  lines: string[] = [];
  urgent = false;
  pending: PlainAnswer | null = null;
  saving = false;
  private timers = new Map<number, { at: number; f: () => void }>();
  private last = 0;

  line = new Connection(
    {
      open: () => {
        const sent: { t: string }[] = [];
        const socket = {
          sent, closed: false, onopen: null, onmessage: null, onclose: null,
          send: (data: string) => void sent.push(JSON.parse(data) as { t: string }),
          close() { this.closed = true; },
        };
        this.sockets.push(socket);
        return socket;
      },
      now: () => this.time,
      after: (ms, f) => {
        this.timers.set(++this.last, { at: this.time + ms, f });
        return this.last;
      },
      cancel: (timer) => void this.timers.delete(timer),
      random: () => 0.5,
    },
    {
      hello: () => ({ t: "hello", role: "player", pin: "1" }),
      message: (m) => {
        if (m.t === "ack" && m.ok) this.pending = null;
      },
      line: (l, code) => void this.lines.push(code === undefined ? l : `${l} ${code}`),
      urgent: () => this.urgent,
      pending: () => this.pending,
      saving: () => this.saving,
    },
  );

  get socket() {
    const s = this.sockets.at(-1);
    if (!s) throw new Error("no socket was opened");
    return s;
  }

  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.timers].filter(([, t]) => t.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.timers.delete(due[0]);
      this.time = due[1].at;
      due[1].f();
    }
    this.time = end;
  }

  opens(): void {
    this.socket.onopen?.({} as Event);
  }

  hears(m: object): void {
    this.socket.onmessage?.({ data: JSON.stringify(m) } as MessageEvent);
  }

  closes(code: number): void {
    this.socket.onclose?.({ code } as CloseEvent);
  }

  welcome(): void {
    this.opens();
    this.hears({ t: "welcome", role: "player", now: 0 });
  }

  said(): string[] {
    return this.socket.sent.map((m) => m.t);
  }
}

function live(): Stage {
  const s = new Stage();
  s.line.start();
  s.welcome();
  return s;
}

test("connection: hello is the first frame, and only a welcome makes the line live", () => {
  const s = new Stage();
  s.line.start();
  equal(s.said(), []);
  s.opens();
  equal([s.said(), s.lines], [["hello"], []]);
  s.hears({ t: "welcome", role: "player", now: 0 });
  equal(s.lines, ["live"]);
});

test("connection: the wait before the next attempt grows to ten seconds and is spread in full", () => {
  equal([backoff(0, 0), backoff(0, 1), backoff(3, 1), backoff(20, 1), backoff(20, 0)], [50, 350, 2450, 10_050, 50]);
});

test("connection: a lost line comes back by itself, and the wait starts small again after a welcome", () => {
  const s = live();
  s.closes(1006);
  equal(s.lines.at(-1), "lost 1006");
  s.pass(200);
  equal(s.sockets.length, 2);
  s.closes(1006);
  s.pass(350);
  equal(s.sockets.length, 3);
  s.welcome();
  s.closes(1012);
  s.pass(200);
  equal(s.sockets.length, 4);
});

test("connection: a stop code ends it", () => {
  const s = live();
  s.closes(4409);
  s.pass(600_000);
  equal([s.lines.at(-1), s.sockets.length], ["stopped 4409", 1]);
});

test("connection: the ranges of the codes", () => {
  equal([1000, 1001, 1002, 1006, 1012, 4000, 4002, 4399, 4400, 4404, 4408, 4499, 4500].filter(reconnects), [1001, 1006, 1012, 4000, 4002, 4399, 4500]);
});

test("connection: silence is asked about, sooner in a question, and kills a dead line", () => {
  const s = live();
  s.pass(PING_URGENT + 1);
  equal(s.said(), ["hello"]);
  s.pass(PING_IDLE - PING_URGENT);
  equal(s.said(), ["hello", "ping"]);
  s.hears({ t: "pong", c: 1, now: 1 });
  s.urgent = true;
  s.hears({ t: "view", n: 1, now: 1, view: {} });
  s.pass(PING_URGENT + 1);
  equal(s.said(), ["hello", "ping", "ping"]);
  const dead = s.socket;
  s.pass(SILENCE);
  equal([s.lines.at(-1), dead.closed], ["lost 0", true]);
});

test("connection: anything that arrives proves the line", () => {
  const s = live();
  s.urgent = true;
  s.hears({ t: "saving", on: false });
  s.pass(PING_URGENT + 1);
  s.hears({ t: "saving", on: false });
  s.pass(SILENCE);
  equal(s.lines, ["live"]);
});

test("connection: a device that wakes up probes, and gives a dead line up soon", () => {
  const s = live();
  s.line.probe();
  equal(s.said().at(-1), "ping");
  s.pass(PROBE + 200);
  equal(s.sockets.length, 2);
});

test("connection: waking up does not wait for a backoff", () => {
  const s = live();
  for (let i = 0; i < 8; i++) {
    s.closes(1006);
    s.pass(20_000);
  }
  s.closes(1006);
  const before = s.sockets.length;
  s.line.probe();
  equal(s.sockets.length, before + 1);
});

test("connection: an answer without an ack goes along with a fresh hello", () => {
  const s = live();
  s.pending = { showing: 3, pick: [1] };
  s.line.answer(s.pending);
  equal(s.said(), ["hello", "answer"]);
  const first = s.socket;
  s.pass(ACK_WAIT + 1);
  equal([s.sockets.length, first.closed], [2, true]);
  s.opens();
  equal(s.socket.sent, [{ t: "hello", role: "player", pin: "1", pending: { showing: 3, pick: [1] } }]);
});

test("connection: an acked answer is not sent again", () => {
  const s = live();
  s.pending = { showing: 3, pick: [1] };
  s.line.answer(s.pending);
  s.hears({ t: "ack", showing: 3, ok: true, pick: [1] });
  s.pass(ACK_WAIT * 3);
  equal(s.sockets.length, 1);
});

test("connection: while the server is saving, nobody knocks again", () => {
  const s = live();
  s.pending = { showing: 3, pick: [1] };
  s.saving = true;
  s.line.answer(s.pending);
  s.pass(ACK_WAIT * 4);
  equal(s.sockets.length, 1);
  s.saving = false;
  s.pass(ACK_WAIT * 2);
  equal(s.sockets.length, 2);
});

test("connection: a busy server is asked less and less often", () => {
  const s = live();
  s.pending = { showing: 3, pick: [1] };
  s.line.answer(s.pending);
  for (let i = 0; i < 3; i++) {
    s.pass(ACK_WAIT * 2 ** i + 1);
    s.welcome();
  }
  equal(s.sockets.length, 4);
  s.pass(ACK_WAIT * 4);
  equal(s.sockets.length, 4);
});

test("connection: a server that takes the socket but says nothing is left", () => {
  const s = new Stage();
  s.line.start();
  s.opens();
  s.pass(OPEN_LIMIT + 1);
  equal(s.lines, ["lost 0"]);
});

test("connection: an old socket has nothing to say any more", () => {
  const s = live();
  const old = s.socket;
  s.closes(1006);
  s.pass(200);
  ok(old.onmessage === null || (old.onmessage({ data: "{}" } as MessageEvent), true), "never");
  equal(s.sockets.length, 2);
});

test("connection: stop is for good", () => {
  const s = live();
  s.line.stop();
  s.line.probe();
  s.pass(600_000);
  equal([s.sockets.length, s.socket.closed], [1, true]);
});
