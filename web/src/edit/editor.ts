// A pack that is being edited: its versions, what was found in it, and where it is kept. Every change goes to this device at once and
// to the server when the hand rests; a version that somebody else has put there meanwhile is never overwritten.
import { signal, type ReadonlySignal } from "@preact/signals";
import { APIError, type Finding } from "../lib/api.ts";
import { freeID, slug, withAddresses } from "./change.ts";
import { begun, changed, readdressed, redone, touched, undone, type History } from "./history.ts";
import type { Asks, Stored } from "./asks.ts";
import { keyOf, type Draft, type Drafts } from "./drafts.ts";
import { canonical, type PackForm } from "./pack.ts";

/**
 * How the pack is kept. saved: on the server as it is here. waiting: a change is on this device and will be sent. saving: it is sent. mend:
 * on this device, since something keeps it from being played. away: the server cannot be reached. refused: the server does not take it.
 * conflict: somebody else has changed it. gone: somebody has deleted it. foreign: it is not the host's own.
 */
export type Status = "saved" | "waiting" | "saving" | "mend" | "away" | "refused" | "conflict" | "gone" | "foreign";

/** How long a hand must rest before the pack is checked and saved, in milliseconds; much longer for packs that take long to check. */
const REST = 700;
const LARGE = 500; // questions
const REST_LARGE = 4000;

/** How long a change may stay unwritten on this device, in milliseconds: a word is typed in the meantime. */
const WRITE = 200;

/** How long after a failure the server is asked again, in milliseconds: at first, and at most. */
const RETRY = 2000;
const RETRY_MOST = 30_000;

export interface World {
  asks: Asks;
  drafts: Drafts;
  host: string;
  tab: string;
  now: () => number;
  /** Calls back after a time; the result calls that off. */
  after: (ms: number, f: () => void) => () => void;
  /** Nobody is signed in any more. */
  signedOut: () => void;
  /** The pack got its address on the server. */
  named: (id: string) => void;
}

export class Editor {
  readonly #history;
  readonly #status;
  readonly #findings = signal<readonly Finding[]>([]);
  readonly #refusal = signal("");
  readonly #theirs = signal<Stored | null>(null);
  /** Pictures and sounds that the server does not have yet, in base64, by their src. */
  readonly #files: Map<string, string>;
  #base: PackForm | null;
  #tag: string;
  #key: string;
  /** The version here and the newest one that the server has. */
  #version = 0;
  #savedVersion = 0;
  #running = false;
  #again = false;
  #retry = RETRY;
  #callOff: (() => void) | null = null;
  #callOffWrite: (() => void) | null = null;
  #closed = false;

  constructor(readonly world: World, begin: { form: PackForm; stored: Stored | null; draft: Draft | null }) {
    const { form, stored, draft } = begin;
    const before = stored && draft ? changed(begun(stored.pack), form, "", 0) : begun(form);
    this.#history = signal<History>(before);
    this.#files = new Map(Object.entries(draft?.files ?? {}));
    const known = !draft || stored?.tag === draft.tag;
    this.#base = known ? stored?.pack ?? null : draft.base;
    this.#tag = known ? stored?.tag ?? "" : draft.tag;
    this.#key = keyOf(world.host, form.id, world.tab);
    if (draft) this.#version = 1;
    this.#status = signal<Status>(stored && !stored.own ? "foreign" : draft ? "waiting" : "saved");
    if (draft && draft.key !== this.#key) {
      void world.drafts.put({ ...draft, key: this.#key, tab: world.tab }).then(() => world.drafts.remove(draft.key));
    }
    if (stored && !known) this.#meets(stored);
    this.#later(0);
  }

  get history(): ReadonlySignal<History> { return this.#history; }
  get status(): ReadonlySignal<Status> { return this.#status; }
  get findings(): ReadonlySignal<readonly Finding[]> { return this.#findings; }
  /** Why the server does not take it, in its words. */
  get refusal(): ReadonlySignal<string> { return this.#refusal; }
  /** Somebody else's version, while it is not decided what becomes of both. */
  get theirs(): ReadonlySignal<Stored | null> { return this.#theirs; }
  get base(): PackForm | null { return this.#base; }
  get pack(): PackForm { return this.#history.value.now; }
  /** Whether the server has the pack in some version. */
  get stored(): boolean { return this.#tag !== ""; }

  /** Changes the pack. Changes of the same field in one go are undone together. */
  change(pack: PackForm, field = ""): void {
    if (this.#status.value === "foreign" || pack === this.pack) return;
    this.#become(changed(this.#history.value, pack, field, this.world.now()));
  }

  /** Undoes a step, and gives the question that it was about. */
  undo(): string | undefined { return this.#step(undone(this.#history.value)); }
  redo(): string | undefined { return this.#step(redone(this.#history.value)); }

  /** A file that the server does not have yet, to be named by a medium. */
  addFile(src: string, base64: string): void { this.#files.set(src, base64); }
  file(src: string): string | undefined { return this.#files.get(src); }

  /** Decides what becomes of two versions: this one goes on top of theirs. */
  resolve(pack: PackForm): void {
    const theirs = this.#theirs.value;
    if (!theirs) return;
    this.#theirs.value = null;
    this.#base = theirs.pack;
    this.#tag = theirs.tag;
    this.#become(changed(this.#history.value, pack, "", this.world.now()));
  }

  /** Goes on with a pack of one's own that begins as this one is, with other addresses of media where they have some. */
  copy(title: string, addresses: ReadonlyMap<string, string> = new Map()): void {
    const id = slug(title, "pack");
    this.#apart(id);
    this.#status.value = "waiting";
    this.#become(changed(this.#history.value, { ...withAddresses(this.pack, addresses), id, title }, "", this.world.now()));
  }

  /** Saves a pack anew that somebody has deleted. */
  revive(): void {
    if (this.#status.value !== "gone") return;
    this.#apart(this.pack.id);
    this.#changed();
  }

  /** Writes down what is not written yet. For when the page is about to go. */
  async flush(): Promise<void> {
    this.#callOffWrite?.();
    this.#callOffWrite = null;
    if (this.#version !== this.#savedVersion && !this.#closed) await this.world.drafts.put(this.#draft());
  }

  /** Looks at the server again at once: the line may be back. */
  wake(): void {
    if (this.#status.value === "away") this.#later(0);
  }

  close(): void {
    void this.flush();
    this.#closed = true;
    this.#callOff?.();
  }

  #step(next: History): string | undefined {
    const before = this.#history.value;
    if (next === before || this.#status.value === "foreign") return undefined;
    this.#become(next);
    return touched(before.now, next.now);
  }

  #become(next: History): void {
    // The address of a pack stays what it became, whatever is undone.
    const id = this.pack.id !== next.now.id && this.#tag !== "" ? this.pack.id : next.now.id;
    this.#history.value = id === next.now.id ? next : { ...next, now: { ...next.now, id } };
    this.#changed();
  }

  #changed(): void {
    this.#version++;
    if (this.#status.value !== "saving" && this.#theirs.value === null) this.#status.value = "waiting";
    this.#callOffWrite ??= this.world.after(WRITE, () => void this.flush());
    this.#later(this.pack.questions.length > LARGE ? REST_LARGE : REST);
  }

  /** Makes the pack one that the server does not have. */
  #apart(id: string): void {
    void this.world.drafts.remove(this.#key);
    this.#key = keyOf(this.world.host, "", this.world.tab);
    this.#tag = "";
    this.#base = null;
    this.#theirs.value = null;
    this.#history.value = { ...this.#history.value, now: { ...this.pack, id } };
  }

  #draft(): Draft {
    return {
      key: this.#key, host: this.world.host, pack: this.#tag ? this.pack.id : "", tab: this.world.tab, form: this.pack, base: this.#base,
      tag: this.#tag, files: this.#filesOf(this.pack), at: this.world.now(),
    };
  }

  /** The files that a pack names and the server does not have. */
  #filesOf(pack: PackForm): Record<string, string> {
    const named = new Set(pack.questions.flatMap((q) => (q.media ?? []).map((m) => m.src)));
    return Object.fromEntries([...this.#files].filter(([src]) => named.has(src)));
  }

  #later(ms: number): void {
    this.#callOff?.();
    this.#callOff = this.world.after(ms, () => void this.#run());
  }

  /** Checks and saves, one after the other, until the server has what is here. */
  async #run(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    try {
      do {
        this.#again = false;
        try {
          await this.#round();
          this.#retry = RETRY;
        } catch (problem) {
          this.#failed(problem);
        }
      } while (this.#again && !this.#closed);
    } finally {
      this.#running = false; // whatever went wrong, the next change is saved
    }
  }

  async #round(): Promise<void> {
    const [version, pack] = [this.#version, this.pack];
    const findings = await this.world.asks.check(pack);
    if (version !== this.#version) return; // a later round is on its way
    this.#findings.value = findings;
    if (this.#version === this.#savedVersion || this.#status.value === "foreign" || this.#theirs.value) return;
    if (this.#status.value === "gone") return;
    if (findings.some((f) => f.severity === "error")) {
      this.#status.value = "mend";
      return;
    }
    this.#status.value = "saving";
    await this.#save(version, this.#tag ? pack : { ...pack, id: pack.id || slug(pack.title, "pack") });
  }

  async #save(version: number, pack: PackForm): Promise<void> {
    const fresh = this.#tag === "";
    try {
      const saved = await this.world.asks.save(pack, this.#filesOf(pack), this.#tag);
      await this.#isSaved(version, pack, saved.tag, saved.media, fresh);
    } catch (problem) {
      if (!(problem instanceof APIError)) throw problem;
      if (problem.status === 412) await this.#tooLate(version, pack, fresh);
      else if (problem.status === 404 && !fresh) this.#status.value = "gone";
      else throw problem;
    }
  }

  async #isSaved(version: number, pack: PackForm, tag: string, media: ReadonlyMap<string, string>, fresh: boolean): Promise<void> {
    this.#tag = tag;
    this.#refusal.value = "";
    const before = this.#key;
    const renamed = readdressed(this.#history.value, media);
    this.#history.value = { ...renamed, now: { ...renamed.now, id: pack.id } };
    this.#base = readdressed(begun(pack), media).now;
    for (const src of media.keys()) this.#files.delete(src);
    this.#key = keyOf(this.world.host, pack.id, this.world.tab);
    this.#savedVersion = version;
    if (fresh) this.world.named(pack.id);
    if (this.#version === version) {
      this.#callOffWrite?.();
      this.#callOffWrite = null;
      this.#status.value = "saved";
      await this.world.drafts.remove(this.#key);
    } else {
      this.#status.value = "waiting";
      await this.world.drafts.put(this.#draft());
    }
    if (before !== this.#key) await this.world.drafts.remove(before);
  }

  /** Somebody was there before, or it was this editor and the answer got lost. */
  async #tooLate(version: number, pack: PackForm, fresh: boolean): Promise<void> {
    const stored = await this.world.asks.read(pack.id).catch((problem: unknown) => {
      if (problem instanceof APIError && problem.status === 404) return null;
      throw problem;
    });
    if (stored?.own && canonical(withoutNew(stored.pack)) === canonical(withoutNew(pack))) {
      await this.#isSaved(version, pack, stored.tag, sameMedia(pack, stored.pack), fresh);
    } else if (fresh) {
      // The id is somebody else's: another one will do.
      const id = freeID([{ id: pack.id }], pack.id);
      this.#history.value = { ...this.#history.value, now: { ...this.pack, id } };
      this.#again = true;
    } else if (stored) {
      this.#meets(stored);
    } else {
      this.#status.value = "gone";
    }
  }

  #meets(stored: Stored): void {
    this.#theirs.value = stored;
    this.#status.value = "conflict";
  }

  #failed(problem: unknown): void {
    if (!(problem instanceof APIError)) throw problem;
    if (problem.status === 401) {
      void this.flush();
      this.world.signedOut();
      return;
    }
    if (problem.status === 422) {
      this.#findings.value = problem.findings;
      this.#status.value = "mend";
      return;
    }
    const passes = problem.status === 0 || problem.status === 429 || problem.status >= 500;
    this.#refusal.value = passes && problem.status === 0 ? "" : problem.message;
    if (this.#status.value !== "foreign") this.#status.value = passes ? "away" : "refused";
    if (!passes) return;
    this.#later(this.#retry);
    this.#retry = Math.min(this.#retry * 2, RETRY_MOST);
  }
}

/** A pack in which all media are called the same: what was sent has other addresses than what is stored. */
function withoutNew(pack: PackForm): PackForm {
  return { ...pack, questions: pack.questions.map((q) => ({ ...q, media: q.media?.map((m) => ({ ...m, src: "" })) })) };
}

/** The addresses that the media of a pack got, place by place. */
function sameMedia(sent: PackForm, stored: PackForm): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  sent.questions.forEach((q, i) => q.media?.forEach((m, j) => {
    const src = stored.questions[i]?.media?.[j]?.src;
    if (src && src !== m.src) addresses.set(m.src, src);
  }));
  return addresses;
}

