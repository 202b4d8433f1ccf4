// The host's line to a room: commands that are done once however often they are sent, and what became of them in words.
import { signal, type ReadonlySignal } from "@preact/signals";
import { t } from "../../lib/i18n.ts";
import type { Do, Done, Verb } from "../../lib/protocol.ts";
import { openSession, type Session } from "../../lib/session.ts";
import { newToken } from "../../lib/storage.ts";
import { announce } from "../../ui/live.tsx";
import type { GameInfo } from "../bank.ts";

/** Fields are what a verb needs beside itself. */
export type Fields = Omit<Partial<Do>, "t" | "id" | "verb" | "sender" | "counter">;

/** Notice is what the page says about the last command; a quiet one is no mistake. */
export interface Notice {
  words: string;
  quiet: boolean;
  id: number;
}

export interface Console {
  readonly session: Session;
  readonly info: GameInfo;
  readonly notice: ReadonlySignal<Notice | null>;
  /** Asks for a verb, and answers once the server has. */
  act(verb: Verb, fields?: Fields): Promise<Done>;
  say(words: string, quiet?: boolean): void;
  stop(): void;
}

/** How long a command is waited for; it is sent again on every new line until then. */
const PATIENCE = 15_000;

/** The verbs that mean the phase they were given in: for a later one they are already done. */
const bound: readonly Verb[] = ["next", "skip", "addtime"];

interface Waiting {
  message: Do;
  resolve: (done: Done) => void;
  timer: number;
}

export function openConsole(info: GameInfo): Console {
  const session = openSession({ hello: () => ({ t: "hello", role: "host", pin: info.pin, token: info.token }) });
  const notice = signal<Notice | null>(null);
  const sender = newToken();
  const waiting = new Map<number, Waiting>();
  let counter = 0;

  const say = (words: string, quiet = false): void => {
    notice.value = { words, quiet, id: (notice.value?.id ?? 0) + 1 };
    announce(words);
  };
  const settle = (done: Done): void => {
    const found = waiting.get(done.id);
    if (!found) return;
    waiting.delete(done.id);
    clearTimeout(found.timer);
    if (done.code) say(wordsOf(done), done.code === "past");
    found.resolve(done);
  };
  let line = session.state.value.line;
  const forget = session.state.subscribe((state) => {
    if (state.done) settle(state.done);
    // The sender and the counter let the server do a command once, so what nobody answered is simply sent again.
    if (state.line === "live" && line !== "live") for (const w of waiting.values()) session.send(w.message);
    line = state.line;
  });

  const act = (verb: Verb, fields: Fields = {}): Promise<Done> =>
    new Promise((resolve) => {
      const id = ++counter;
      const turn = session.state.value.view?.turn;
      const message: Do = {
        t: "do", id, verb, sender, counter: id,
        ...(bound.includes(verb) && turn !== undefined ? { turn } : {}),
        ...fields,
      };
      const timer = window.setTimeout(() => settle({ t: "done", id, code: "unavailable" }), PATIENCE);
      waiting.set(id, { message, resolve, timer });
      session.send(message);
    });

  const stop = (): void => {
    forget();
    session.stop();
    for (const w of waiting.values()) clearTimeout(w.timer);
  };
  return { session, info, notice, act, say, stop };
}

/** wordsOf says what became of a command in the reader's language. */
function wordsOf(done: Done): string {
  const words = done.words ?? "";
  switch (done.code) {
    case "past":
    case "not_now":
    case "unknown":
    case "taken":
    case "ended":
    case "unavailable":
      return t(`host.done.${done.code}`);
    default:
      return t("host.done.bad", { words });
  }
}
