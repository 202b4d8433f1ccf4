// How a pack comes into the editor: from the server, and with what a tab that was closed has left on this device.
import { APIError } from "../lib/api.ts";
import { currentLanguage } from "../lib/i18n.ts";
import { blankPack } from "./blank.ts";
import { Editor, type World } from "./editor.ts";
import type { Stored } from "./asks.ts";
import type { Draft } from "./drafts.ts";
import { canonical } from "./pack.ts";

export interface Opened {
  editor: Editor;
  /** Changes that were not on the server have come back from this device. */
  restored: boolean;
  /** The same pack is open in another tab. */
  twice: boolean;
}

/** What is left of packs that were begun and never saved. */
export type Begun = readonly Draft[];

/** open brings a pack into the editor. `others` are the tabs in which somebody is at work. */
export async function open(world: World, id: string, others: ReadonlySet<string>): Promise<Opened> {
  const kept = (await world.drafts.list(world.host)).filter((draft) => draft.pack === id);
  const draft = kept.find((one) => !others.has(one.tab)) ?? null;
  const twice = kept.some((one) => others.has(one.tab));
  let stored: Stored | null = null;
  try {
    stored = await world.asks.read(id);
  } catch (problem) {
    // Without the server, and for a pack that was deleted elsewhere, what is on this device is all there is.
    if (!draft || !(problem instanceof APIError) || problem.status === 401) throw problem;
  }
  if (stored && draft && (!stored.own || canonical(stored.pack) === canonical(draft.form))) {
    await world.drafts.remove(draft.key);
    return { editor: new Editor(world, { form: stored.pack, stored, draft: null }), restored: false, twice };
  }
  const form = draft?.form ?? stored?.pack;
  if (!form) throw new Error("neither a pack nor a draft");
  return { editor: new Editor(world, { form, stored, draft }), restored: draft !== null, twice };
}

/** begunPacks lists what was begun in tabs that are closed; one that was begun in this tab before a reload comes first. */
export async function begunPacks(world: World, others: ReadonlySet<string>): Promise<Begun> {
  const kept = (await world.drafts.list(world.host)).filter((draft) => draft.pack === "" && !others.has(draft.tab));
  return [...kept.filter((draft) => draft.tab === world.tab), ...kept.filter((draft) => draft.tab !== world.tab)];
}

/** fresh begins a pack, or goes on with one that was begun. */
export function fresh(world: World, draft: Draft | null): Opened {
  const form = draft?.form ?? blankPack(currentLanguage());
  return { editor: new Editor(world, { form, stored: null, draft }), restored: draft !== null, twice: false };
}
