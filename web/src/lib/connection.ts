// One line to a room that mends itself. Whether it is alive is judged by what arrives on it alone: a cut link leaves a
// socket "open" for minutes. Reconnecting and waking up share one path: a fresh socket, a hello, a whole snapshot.
//
//   connect -> (open) -> hello -> (welcome) -> live -> (silence | close) -> backoff -> connect ...

import { reconnects } from "./codes.ts";
import { SUBPROTOCOL, type ClientMessage, type Hello, type PlainAnswer, type ServerMessage } from "./protocol.ts";
import type { Line } from "./store.ts";

/** What a connection needs of the world; tests give their own. */
export interface World {
  open(): Socket;
  now(): number;
  after(ms: number, f: () => void): number;
  cancel(timer: number): void;
  random(): number;
}

/** The part of a WebSocket that is used. */
export interface Socket {
  send(data: string): void;
  close(): void;
  onopen: ((e: Event) => void) | null;
  onmessage: ((e: MessageEvent) => void) | null;
  onclose: ((e: CloseEvent) => void) | null;
}

export interface Listener {
  /** The first frame; asked for on every attempt. */
  hello(): Hello;
  message(m: ServerMessage): void;
  line(line: Line, code?: number): void;
  /** Whether a question runs, so that silence matters more. */
  urgent(): boolean;
  /** The answer that no ack has come for, if any. */
  pending(): PlainAnswer | null;
  /** Whether the server has said that acks have to wait. */
  saving(): boolean;
}

export const PING_URGENT = 4000;
export const PING_IDLE = 15_000;
/** A ping that nothing follows for so long means that the line is dead. */
export const SILENCE = 2500;
export const PROBE = 1500;
export const ACK_WAIT = 1500;
/** From the start of an attempt to welcome. */
export const OPEN_LIMIT = 8000;

/** Milliseconds before attempt n (from 0): full jitter, so that a hall of phones does not come back as one. */
export function backoff(n: number, random: number): number {
  return 50 + random * Math.min(10_000, 300 * 2 ** n);
}

export class Connection {
  private socket: Socket | null = null;
  private welcomed = false;
  private attempts = 0;
  private resends = 0;
  private stopped = false;
  private timers = { retry: 0, open: 0, ping: 0, silence: 0, ack: 0 };

  constructor(private world: World, private listener: Listener) {}

  start(): void {
    this.stopped = false;
    this.open();
  }

  /** Ends the line for good. */
  stop(): void {
    this.stopped = true;
    this.drop();
    this.clear("retry");
  }

  /** Sends if the line is up. Only an answer may matter later, and that one goes along with the next hello. */
  send(m: ClientMessage): boolean {
    if (!this.socket || !this.welcomed) return false;
    this.socket.send(JSON.stringify(m));
    return true;
  }

  /** Sends an answer and sees to it that it is acked, by a fresh socket if need be. */
  answer(a: PlainAnswer): void {
    this.resends = 0;
    this.send({ t: "answer", ...a });
    this.expectAck();
  }

  /** The device woke up, came back or says that it is online: find out at once whether the line lives. */
  probe(): void {
    if (this.stopped) return;
    if (!this.socket) {
      this.attempts = 0;
      this.open();
    } else if (this.welcomed) {
      this.ping(PROBE);
    }
  }

  private open(): void {
    this.drop();
    this.clear("retry");
    const socket = this.world.open();
    this.socket = socket;
    this.set("open", OPEN_LIMIT, () => this.again(0));
    // A socket that was dropped may still call: only the current one is listened to.
    const mine = (f: () => void): void => {
      if (this.socket === socket) f();
    };
    socket.onopen = () => mine(() => socket.send(JSON.stringify(this.hello())));
    socket.onmessage = (e) => mine(() => this.receive(JSON.parse(String(e.data)) as ServerMessage));
    socket.onclose = (e) => mine(() => this.closed(e.code));
  }

  private hello(): Hello {
    const pending = this.listener.pending();
    return { ...this.listener.hello(), ...(pending ? { pending } : {}) };
  }

  private receive(m: ServerMessage): void {
    this.clear("silence");
    if (m.t === "welcome") {
      this.welcomed = true;
      this.attempts = 0;
      this.clear("open");
      this.listener.message(m);
      this.listener.line("live");
      this.expectAck();
    } else {
      this.listener.message(m);
    }
    // An ack that leaves the answer waiting (the store is away) starts the wait again.
    if (m.t === "ack" && this.listener.pending()) this.expectAck();
    else if (m.t === "ack") this.clear("ack");
    if (this.welcomed) this.pingLater();
  }

  private closed(code: number): void {
    this.socket = null;
    if (!reconnects(code)) {
      this.stopped = true;
      this.drop();
      this.listener.line("stopped", code);
      return;
    }
    this.again(code);
  }

  /** Leaves the line and tries another after a while. */
  private again(code: number): void {
    this.drop();
    if (this.stopped) return;
    this.listener.line("lost", code);
    this.set("retry", backoff(this.attempts++, this.world.random()), () => this.open());
  }

  private pingLater(): void {
    this.set("ping", this.listener.urgent() ? PING_URGENT : PING_IDLE, () => this.ping(SILENCE));
  }

  private ping(patience: number): void {
    this.send({ t: "ping", c: Math.round(this.world.now()) });
    this.set("silence", patience, () => this.again(0));
  }

  /** An answer without an ack is sent again on a fresh socket; each time we wait longer, in case the server is busy. */
  private expectAck(): void {
    this.set("ack", ACK_WAIT * 2 ** Math.min(this.resends, 3), () => {
      if (!this.listener.pending() || this.stopped || !this.socket) return;
      if (this.listener.saving()) {
        this.expectAck();
        return;
      }
      this.resends++;
      this.open();
    });
  }

  private drop(): void {
    const old = this.socket;
    this.socket = null;
    this.welcomed = false;
    for (const name of ["open", "ping", "silence", "ack"] as const) this.clear(name);
    if (old) {
      old.onopen = old.onmessage = old.onclose = null;
      old.close();
    }
  }

  private set(name: keyof Connection["timers"], ms: number, f: () => void): void {
    this.clear(name);
    this.timers[name] = this.world.after(ms, f);
  }

  private clear(name: keyof Connection["timers"]): void {
    if (this.timers[name]) this.world.cancel(this.timers[name]);
    this.timers[name] = 0;
  }
}

/** The browser as a World. */
export function browser(): World {
  return {
    open: () => new WebSocket(location.origin.replace(/^http/, "ws") + "/ws", SUBPROTOCOL),
    now: () => performance.now(),
    after: (ms, f) => window.setTimeout(f, ms),
    cancel: (timer) => window.clearTimeout(timer),
    random: Math.random,
  };
}

/** Calls f whenever the device may have been away. Returns how to stop that. */
export function onWake(f: () => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === "visible") f();
  };
  document.addEventListener("visibilitychange", visible);
  window.addEventListener("pageshow", f);
  window.addEventListener("online", f);
  return () => {
    document.removeEventListener("visibilitychange", visible);
    window.removeEventListener("pageshow", f);
    window.removeEventListener("online", f);
  };
}
