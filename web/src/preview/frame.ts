// A preview in a frame of the editor: it shows what the editor tells it, with the state and the session that a game would have.
import { signal, type Signal } from "@preact/signals";
import type { Session } from "../lib/session.ts";
import { empty, type State } from "../lib/store.ts";
import { soundOn } from "../lib/sound.ts";
import type { Shown } from "../edit/show.ts";

/** What the editor sends. The key changes when another question, or another way to answer, comes on. */
export interface Told {
  trivium: "preview";
  key: string;
  shown: Shown;
}

export interface Frame {
  state: Signal<State>;
  session: Session;
}

/** frame begins to listen to the editor around it. */
export function frame(role: "player" | "screen"): Frame {
  document.documentElement.className = `role-${role}`;
  soundOn(false);
  keepFocus();
  const state = signal<State>(empty);
  let [key, showing] = ["", 0];
  addEventListener("message", (e: MessageEvent<Told>) => {
    if (e.source !== parent || e.origin !== location.origin || e.data?.trivium !== "preview") return;
    if (e.data.key !== key) showing++;
    const { view, own } = e.data.shown;
    const question = view.question ? { ...view.question, showing } : undefined;
    state.value = {
      ...state.value, line: "live", offset: 0, answer: e.data.key === key ? state.value.answer : null,
      view: { ...view, turn: view.turn + showing * 10, ...(question ? { question } : {}) },
      own: { ...own, ...(own.result ? { result: { ...own.result, showing } } : {}) },
    };
    key = e.data.key;
  });
  parent.postMessage({ trivium: "ready" }, location.origin);
  return { state, session: alone(state) };
}

/** A preview never takes the focus out of the field that somebody is writing in. */
function keepFocus(): void {
  const { focus } = HTMLElement.prototype;
  HTMLElement.prototype.focus = function focusInside(options?: FocusOptions): void {
    if (document.hasFocus()) focus.call(this, options);
  };
}

/** A session without a server: an answer is locked at once. */
function alone(state: Signal<State>): Session {
  return {
    state,
    send: () => false,
    answer: (given) => {
      state.value = { ...state.value, answer: { ...given, status: "locked" } };
    },
    dispatch: () => undefined,
    stop: () => undefined,
  };
}
