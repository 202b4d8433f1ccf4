// The player's way into a room and from one to the next: which PIN, which seat, which session. Views read the signals.

import { signal } from "@preact/signals";
import { APIError, api } from "../lib/api.ts";
import { KICKED, NOT_SIGNED_IN } from "../lib/codes.ts";
import type { Hello, Problem } from "../lib/protocol.ts";
import { openSession, type Session } from "../lib/session.ts";
import { forgetSeat, loadSeat, newToken, recall, remember, saveSeat } from "../lib/storage.ts";
import { askClaim } from "./asked.ts";
import { claims, fitting, prefill, type League } from "./claims.ts";
import type { Route } from "./route.ts";

/** What may be known of a room before joining it. */
export interface Room {
  title: string;
  teams: boolean;
  team_names: string[] | null;
  draw_names: boolean;
  locked: boolean;
  /** The host puts the game on public boards. */
  boards?: boolean;
  /** The leagues that the game counts in. */
  leagues?: League[] | null;
}

/** What a player wants beside a name. */
export interface Wanted {
  public: boolean;
  /** Secrets of the teams to play as. */
  claims: string[];
}

/** Where the player stands: at the teams of this phone, at the PIN, at the name, or inside. */
export type Door =
  | { step: "teams" }
  | { step: "pin"; wrong?: "unknown" | "away" }
  | { step: "name"; room: Room | null; name: string; team: string; problem?: Problem; joining?: boolean }
  | { step: "inside" };

export const pin = signal("");
export const door = signal<Door>({ step: "pin" });
export const session = signal<Session | null>(null);
export const asking = signal(false);

/** Starts with what the address says. */
export function begin(route: Route): void {
  if (route.teams) {
    history.replaceState(null, "", "/t"); // the secret stays out of what is shown, shared and remembered
    door.value = { step: "teams" };
    void askClaim(route.teams.secret);
  }
  if (!route.pin) return;
  pin.value = route.pin;
  if (route.code) {
    history.replaceState(null, "", `/j/${route.pin}`);
    saveSeat(route.pin, { token: newToken(), name: "", joined: false, code: route.code });
  }
  if (loadSeat(route.pin)) enter();
  else void ask(route.pin);
}

/** The game that this device was in last, to go back to. */
export function lastGame(): { pin: string; name: string } | null {
  const last = recall("last");
  const seat = last ? loadSeat(last) : null;
  return last && seat?.joined ? { pin: last, name: seat.name } : null;
}

/** Looks the PIN up and goes on to the name. */
export async function ask(wanted: string): Promise<void> {
  asking.value = true;
  try {
    const room = await api<Room>("GET", `/api/join/${wanted}`);
    pin.value = wanted;
    history.replaceState(null, "", `/j/${wanted}`);
    if (loadSeat(wanted)) enter();
    else door.value = { step: "name", room, name: recall("name") ?? "", team: "", ...prefill(room, fitting(room.leagues, claims())[0]) };
  } catch (e) {
    door.value = { step: "pin", wrong: e instanceof APIError && e.status === 404 ? "unknown" : "away" };
  } finally {
    asking.value = false;
  }
}

/** Joins. The token is stored first, so that a join whose answer is lost can be repeated, by this page or the next. */
export function join(name: string, team: string, wanted: Wanted = { public: false, claims: [] }): void {
  const before = door.value;
  remember("name", name);
  saveSeat(pin.value, {
    token: loadSeat(pin.value)?.token ?? newToken(), name, joined: false, ...(team ? { team } : {}),
    ...(wanted.public ? { public: true } : {}), ...(wanted.claims.length ? { claims: wanted.claims } : {}),
  });
  if (before.step === "name") door.value = { step: "name", room: before.room, name, team, joining: true };
  enter();
}

/** Opens the session of the saved seat. */
export function enter(): void {
  const at = pin.value;
  session.value?.stop();
  if (door.value.step === "pin") door.value = { step: "inside" };
  const opened: Session = openSession({
    hello: () => helloOf(at),
    welcomed(w) {
      const seat = loadSeat(at);
      const name = w.name ?? seat?.name ?? "";
      saveSeat(at, { token: w.token ?? seat?.token ?? "", name, joined: true, ...(seat?.team ? { team: seat.team } : {}) });
      remember("last", at);
      door.value = { step: "inside" };
    },
    stopped(code) {
      if (code === NOT_SIGNED_IN || code === KICKED) forgetSeat(at);
    },
  });
  session.value = opened;
  // A refused join leaves the person at the door, with the words that say why.
  const forgetRefusals = opened.state.subscribe((s) => {
    if (s.welcome) queueMicrotask(() => forgetRefusals());
    else if (s.problem && ["name_taken", "name_bad", "team_bad"].includes(s.problem.code)) refused(opened, s.problem);
  });
}

function helloOf(at: string): Hello {
  const seat = loadSeat(at);
  const hello: Hello = { t: "hello", role: "player", pin: at };
  if (!seat) return hello;
  if (seat.joined) return { ...hello, token: seat.token };
  if (seat.code) return { ...hello, code: seat.code, proof: seat.token };
  return {
    ...hello, name: seat.name, proof: seat.token, ...(seat.team ? { team: seat.team } : {}),
    ...(seat.public ? { public: true } : {}), ...(seat.claims ? { claims: seat.claims } : {}),
  };
}

function refused(s: Session, problem: Problem): void {
  queueMicrotask(() => s.stop());
  const seat = loadSeat(pin.value);
  forgetSeat(pin.value);
  const now = door.value;
  const room = now.step === "name" ? now.room : null;
  door.value = { step: "name", room, name: problem.proposal ?? seat?.name ?? "", team: seat?.team ?? "", problem };
  if (!room) void ask(pin.value).then(() => keepProblem(problem));
}

function keepProblem(problem: Problem): void {
  const now = door.value;
  if (now.step === "name") door.value = { ...now, name: problem.proposal ?? now.name, problem };
}

/** Leaves for another room in which the same people play again: same token, same name. */
export function follow(next: string): void {
  const seat = loadSeat(pin.value);
  if (!seat || next === pin.value) return;
  saveSeat(next, { token: seat.token, name: seat.name, joined: true, ...(seat.team ? { team: seat.team } : {}) });
  pin.value = next;
  history.replaceState(null, "", `/j/${next}`);
  enter();
}

/** Back to the first page. */
export function leave(): void {
  session.value?.stop();
  session.value = null;
  pin.value = "";
  history.replaceState(null, "", "/");
  door.value = { step: "pin" };
}
