import type { Stored } from "../src/edit/asks.ts";
import { blankPack, blankQuestion } from "../src/edit/blank.ts";
import { withQuestion } from "../src/edit/change.ts";
import type { Draft } from "../src/edit/drafts.ts";
import type { Editor, World } from "../src/edit/editor.ts";
import { begunPacks, fresh, open } from "../src/edit/open.ts";
import type { PackForm } from "../src/edit/pack.ts";
import { APIError } from "../src/lib/api.ts";
import { equal, ok, test } from "./harness.ts";

/** A server and a device on which time passes when told to. */
class Desk {
  packs = new Map<string, { pack: PackForm; version: number; own: boolean }>();
  drafts = new Map<string, Draft>();
  saves = 0;
  /** Why the server does not answer: it cannot be reached, or its answer gets lost. */
  fault: "" | "away" | "lost" = "";
  names: string[] = [];
  time = 0;
  #timers: { at: number; f: () => void }[] = [];

  world(tab: string): World {
    return {
      host: "ada", tab, now: () => this.time,
      after: (ms, f) => {
        const timer = { at: this.time + ms, f };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((one) => one !== timer);
        };
      },
      signedOut: () => this.names.push("signed out"),
      named: (id) => this.names.push(id),
      drafts: {
        put: async (draft) => void this.drafts.set(draft.key, structuredClone(draft)),
        remove: async (key) => void this.drafts.delete(key),
        list: async () => [...this.drafts.values()].sort((a, b) => b.at - a.at),
      },
      asks: {
        read: async (id) => this.#read(id),
        check: async (pack) => {
          if (this.fault === "away") throw new APIError(0, "offline", "");
          return pack.title && pack.questions.every((one) => one.prompt) ? [] : [{ severity: "error", line: 0, column: 0, code: "missing", words: "x" }];
        },
        save: async (pack, files, tag) => this.#save(pack, files, tag),
      },
    };
  }

  #read(id: string): Stored {
    if (this.fault === "away") throw new APIError(0, "offline", "");
    const found = this.packs.get(id);
    if (!found) throw new APIError(404, "no_pack", "");
    return { pack: structuredClone(found.pack), own: found.own, tag: `v${found.version}` };
  }

  async #save(pack: PackForm, files: Readonly<Record<string, string>>, tag: string): Promise<{ tag: string; media: ReadonlyMap<string, string> }> {
    await Promise.resolve();
    if (this.fault === "away") throw new APIError(0, "offline", "");
    const found = this.packs.get(pack.id);
    if (tag && !found) throw new APIError(404, "no_pack", "");
    if (found && tag !== `v${found.version}`) throw new APIError(412, "changed", "");
    this.saves++;
    const version = (found?.version ?? 0) + 1;
    const media = new Map(Object.keys(files).map((src) => [src, `/media/${src.slice(4)}`]));
    const stored = structuredClone(pack);
    for (const q of stored.questions) for (const m of q.media ?? []) m.src = media.get(m.src) ?? m.src;
    this.packs.set(pack.id, { pack: stored, version, own: true });
    if (this.fault === "lost") {
      this.fault = "";
      throw new APIError(0, "offline", "");
    }
    return { tag: `v${version}`, media };
  }

  /** Lets time pass, and everything that is due happen. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      for (let i = 0; i < 30; i++) await Promise.resolve();
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.time = Math.max(this.time, next.at);
      next.f();
    }
    this.time = end;
  }

  stored(id: string): string {
    return this.packs.get(id)?.pack.questions[0]?.prompt ?? "";
  }
}

const packOf = (prompt: string): PackForm => ({ ...blankPack("en"), id: "p", title: "P", questions: [{ ...blankQuestion("a", "truefalse"), prompt }] });

const write = (editor: Editor, prompt: string): void => editor.change(withQuestion(editor.pack, "a", { prompt }), "a/prompt");

const nobody: ReadonlySet<string> = new Set();

/** A pack on the server, opened in a tab. */
async function opened(desk = new Desk(), tab = "one"): Promise<{ desk: Desk; editor: Editor }> {
  if (!desk.packs.has("p")) desk.packs.set("p", { pack: packOf("first"), version: 1, own: true });
  const { editor } = await open(desk.world(tab), "p", nobody);
  await desk.pass(1000);
  return { desk, editor };
}

test("editor: a change is on the device at once and on the server when the hand rests", async () => {
  const { desk, editor } = await opened();
  equal([editor.status.value, desk.saves], ["saved", 0]);
  write(editor, "second");
  equal(editor.status.value, "waiting");
  await desk.pass(250);
  equal([desk.drafts.size, desk.saves], [1, 0]);
  await desk.pass(1000);
  equal([editor.status.value, desk.drafts.size, desk.stored("p")], ["saved", 0, "second"]);
});

test("editor: what cannot be played stays on the device until it is mended", async () => {
  const { desk, editor } = await opened();
  write(editor, "");
  await desk.pass(5000);
  equal([editor.status.value, desk.drafts.size, desk.saves, editor.findings.value.length], ["mend", 1, 0, 1]);
  write(editor, "good");
  await desk.pass(5000);
  equal([editor.status.value, desk.drafts.size, desk.stored("p")], ["saved", 0, "good"]);
});

test("editor: two tabs change the same, and nothing is overwritten", async () => {
  const { desk, editor: one } = await opened();
  const { editor: two } = await opened(desk, "two");
  write(one, "mine");
  await desk.pass(2000);
  write(two, "theirs");
  await desk.pass(2000);
  equal([two.status.value, two.theirs.value?.pack.questions[0]?.prompt, desk.stored("p"), desk.drafts.size], ["conflict", "mine", "mine", 1]);
  write(two, "theirs again");
  await desk.pass(2000);
  equal([two.status.value, desk.stored("p")], ["conflict", "mine"]);
  two.resolve(two.pack);
  await desk.pass(2000);
  equal([two.status.value, desk.stored("p"), desk.drafts.size], ["saved", "theirs again", 0]);
});

test("editor: an answer that got lost is no conflict", async () => {
  const { desk, editor } = await opened();
  desk.fault = "lost";
  write(editor, "second");
  await desk.pass(1000);
  equal([editor.status.value, desk.stored("p")], ["away", "second"]);
  await desk.pass(5000);
  equal([editor.status.value, desk.saves, editor.theirs.value], ["saved", 1, null]);
});

test("editor: without the server it goes on, and tries again by itself", async () => {
  const { desk, editor } = await opened();
  desk.fault = "away";
  write(editor, "second");
  await desk.pass(20_000);
  equal([editor.status.value, desk.drafts.size], ["away", 1]);
  desk.fault = "";
  await desk.pass(31_000);
  equal([editor.status.value, desk.stored("p")], ["saved", "second"]);
});

test("editor: what is written while it saves is saved, too", async () => {
  const { desk, editor } = await opened();
  write(editor, "second");
  const world = editor.world;
  const { save } = world.asks;
  world.asks.save = async (pack, files, tag) => {
    world.asks.save = save;
    write(editor, "third");
    return save(pack, files, tag);
  };
  await desk.pass(5000);
  equal([editor.status.value, desk.saves, desk.stored("p"), desk.drafts.size], ["saved", 2, "third", 0]);
});

test("editor: a new pack gets an address that nobody has", async () => {
  const desk = new Desk();
  desk.packs.set("p", { pack: packOf("another's"), version: 1, own: false });
  const { editor } = fresh(desk.world("one"), null);
  await desk.pass(1000);
  equal([editor.status.value, editor.stored], ["saved", false]);
  editor.change({ ...packOf("mine"), id: "" });
  await desk.pass(2000);
  equal([editor.status.value, desk.names, editor.pack.id, desk.stored("p"), desk.drafts.size], ["saved", ["p-2"], "p-2", "another's", 0]);
  editor.undo();
  equal(editor.pack.id, "p-2");
});

test("editor: files are sent once and get their address, also in what can be undone", async () => {
  const { desk, editor } = await opened();
  editor.addFile("new/x.png", "AAAA");
  editor.change(withQuestion(editor.pack, "a", { media: [{ type: "image", src: "new/x.png", alt: "x" }] }));
  editor.change(withQuestion(editor.pack, "a", { summary: "y" }));
  await desk.pass(2000);
  equal(editor.pack.questions[0]?.media?.[0]?.src, "/media/x.png");
  editor.undo();
  equal(editor.pack.questions[0]?.media?.[0]?.src, "/media/x.png");
  equal(editor.file("new/x.png"), undefined);
});

test("editor: a pack that was deleted elsewhere is not lost", async () => {
  const { desk, editor } = await opened();
  desk.packs.delete("p");
  write(editor, "second");
  await desk.pass(2000);
  equal([editor.status.value, desk.drafts.size], ["gone", 1]);
  editor.revive();
  await desk.pass(2000);
  equal([editor.status.value, desk.stored("p"), desk.drafts.size], ["saved", "second", 0]);
});

test("editor: another's pack is looked at, and a copy is one's own", async () => {
  const desk = new Desk();
  desk.packs.set("p", { pack: packOf("theirs"), version: 1, own: false });
  const { editor } = await opened(desk);
  write(editor, "mine");
  equal([editor.status.value, editor.pack.questions[0]?.prompt], ["foreign", "theirs"]);
  editor.copy("Mine");
  await desk.pass(2000);
  equal([editor.status.value, desk.names, desk.stored("mine"), desk.stored("p")], ["saved", ["mine"], "theirs", "theirs"]);
});

test("editor: a tab that was closed in the middle comes back with all that was written", async () => {
  const { desk, editor } = await opened();
  desk.fault = "away";
  write(editor, "second");
  editor.close();
  await desk.pass(100);
  desk.fault = "";
  const again = await open(desk.world("two"), "p", nobody);
  equal([again.restored, again.editor.pack.questions[0]?.prompt], [true, "second"]);
  await desk.pass(2000);
  equal([again.editor.status.value, desk.stored("p"), desk.drafts.size], ["saved", "second", 0]);
  again.editor.undo();
  equal(again.editor.pack.questions[0]?.prompt, "first");
});

test("editor: what came back meets what somebody has saved meanwhile", async () => {
  const { desk, editor } = await opened();
  desk.fault = "away";
  write(editor, "mine");
  editor.close();
  await desk.pass(100);
  desk.fault = "";
  desk.packs.set("p", { pack: packOf("theirs"), version: 7, own: true });
  const again = await open(desk.world("two"), "p", nobody);
  await desk.pass(2000);
  equal([again.editor.status.value, again.editor.base?.questions[0]?.prompt, desk.stored("p")], ["conflict", "first", "theirs"]);
  again.editor.resolve(again.editor.theirs.value?.pack ?? again.editor.pack);
  await desk.pass(2000);
  equal([again.editor.status.value, desk.stored("p")], ["saved", "theirs"]);
});

test("editor: a draft that another tab is working on stays with it", async () => {
  const { desk, editor } = await opened();
  write(editor, "mine");
  await desk.pass(250);
  const again = await open(desk.world("two"), "p", new Set(["one"]));
  equal([again.restored, again.twice, desk.drafts.size], [false, true, 1]);
  ok(editor.pack.questions[0]?.prompt === "mine", "the first tab lost it");
});

test("editor: packs that were begun are offered again", async () => {
  const desk = new Desk();
  const { editor } = fresh(desk.world("one"), null);
  editor.change({ ...editor.pack, title: "Begun" });
  await editor.flush();
  editor.close();
  const list = await begunPacks(desk.world("two"), nobody);
  equal(list.map((draft) => draft.form.title), ["Begun"]);
  equal((await begunPacks(desk.world("two"), new Set(["one"]))).length, 0);
  const { editor: again } = fresh(desk.world("two"), list[0] ?? null);
  await desk.pass(100);
  equal([again.pack.title, [...desk.drafts.keys()].map((key) => key.split("/")[2])], ["Begun", ["two"]]);
});
