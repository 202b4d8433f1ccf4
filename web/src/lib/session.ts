// A room as a page holds it: a line, the state that its messages build up, and what the page may say. Shared by all roles.

import { signal, type ReadonlySignal } from "@preact/signals";
import { localNow } from "./clock.ts";
import { browser, Connection, onWake } from "./connection.ts";
import type { ClientMessage, Hello, PlainAnswer, Welcome } from "./protocol.ts";
import { empty, reduce, type Message, type State } from "./store.ts";

export interface Session {
  readonly state: ReadonlySignal<State>;
  /** Sends if the line is up, and tells whether it was. */
  send(m: ClientMessage): boolean;
  /** Gives an answer; it is repeated until the server has acked it. */
  answer(a: PlainAnswer): void;
  dispatch(m: Message): void;
  stop(): void;
}

export interface Wishes {
  hello(): Hello;
  /** The server knows us; `w.token` is what to resume with. */
  welcomed?(w: Welcome): void;
  stopped?(code: number): void;
}

export function openSession(wishes: Wishes): Session {
  const state = signal<State>(empty);
  const dispatch = (m: Message): void => {
    state.value = reduce(state.value, m, localNow());
  };
  const line = new Connection(browser(), {
    hello: wishes.hello,
    message(m) {
      if (m.t === "welcome") wishes.welcomed?.(m);
      dispatch(m);
    },
    line(now, code) {
      dispatch({ t: "line", line: now, ...(code === undefined ? {} : { code }) });
      if (now === "stopped") wishes.stopped?.(code ?? 0);
    },
    urgent: () => ["ready", "open", "closing"].includes(state.value.view?.phase ?? ""),
    pending: () => pendingOf(state.value),
    saving: () => state.value.saving,
  });
  const forgetWake = onWake(() => line.probe());
  line.start();
  return {
    state,
    dispatch,
    send: (m) => line.send(m),
    answer(a) {
      dispatch({ t: "chosen", answer: a });
      line.answer(a);
    },
    stop() {
      forgetWake();
      line.stop();
    },
  };
}

/** The answer that still has to reach the server. */
export function pendingOf(s: State): PlainAnswer | null {
  if (s.answer?.status !== "sending") return null;
  const { showing, pick, text, m } = s.answer;
  return { showing, ...(pick ? { pick } : {}), ...(text !== undefined ? { text } : {}), ...(m !== undefined ? { m } : {}) };
}
