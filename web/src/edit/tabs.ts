// The tabs of this browser in which packs are edited. They tell each other which drafts somebody is working on.
import { newToken } from "../lib/storage.ts";

/** How long other tabs have to say that they are there, in milliseconds. */
const PATIENCE = 150;

interface Said {
  say: "who" | "here";
  tab: string;
}

export interface Tabs {
  /** The name of this tab; a reload keeps it. */
  readonly tab: string;
  /** The names of the other tabs that are open. */
  others(): Promise<ReadonlySet<string>>;
  close(): void;
}

/** meet gives this tab a name that no other has. A tab that was duplicated has the same storage, so the name is asked for first. */
export async function meet(): Promise<Tabs> {
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("trivium.edit") : null;
  let tab = named();
  let heard = new Set<string>();
  const say = (what: Said["say"]): void => channel?.postMessage({ say: what, tab } satisfies Said);
  const others = async (): Promise<ReadonlySet<string>> => {
    heard = new Set();
    say("who");
    if (channel) await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    return heard;
  };
  let ready = false;
  channel?.addEventListener("message", (e: MessageEvent<Said>) => {
    if (e.data.say === "here") heard.add(e.data.tab);
    else if (ready) say("here");
  });
  if ((await others()).has(tab)) tab = named(true);
  ready = true;
  return { get tab() { return tab; }, others, close: () => channel?.close() };
}

function named(anew = false): string {
  const name = newToken();
  try {
    const known = sessionStorage.getItem("trivium.tab");
    if (known && !anew) return known;
    sessionStorage.setItem("trivium.tab", name);
  } catch {
    // Blocked: the name lasts as long as the page.
  }
  return name;
}
