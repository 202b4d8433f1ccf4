// Drafts on this device: what was written and is not on the server yet. They are in the browser's database, which pictures fit into
// and which needs no secure connection; where that is closed (some private windows), in the page's small storage.
import { forget, recall, remember, remembered } from "../lib/storage.ts";
import type { PackForm } from "./pack.ts";

export interface Draft {
  key: string;
  host: string;
  /** The pack on the server; empty if it is not there yet. */
  pack: string;
  /** The tab that wrote it. */
  tab: string;
  form: PackForm;
  /** What it was made of, and which version that is. */
  base: PackForm | null;
  tag: string;
  /** Pictures and sounds that the server does not have yet, in base64, by their src. */
  files: Record<string, string>;
  at: number;
}

export interface Drafts {
  put(draft: Draft): Promise<void>;
  remove(key: string): Promise<void>;
  /** The drafts of a host, the newest first. */
  list(host: string): Promise<Draft[]>;
}

export const keyOf = (host: string, pack: string, tab: string): string => `${host}/${pack}/${tab}`;

/** The drafts in the browser's database. */
export function drafts(): Drafts {
  let opening: Promise<IDBDatabase> | undefined;
  const run = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    opening ??= open();
    const transaction = (await opening).transaction("drafts", mode);
    return done(work(transaction.objectStore("drafts")), transaction);
  };
  return {
    async put(draft) {
      try {
        await run("readwrite", (store) => store.put(draft));
      } catch {
        small.put(draft);
      }
    },
    async remove(key) {
      small.remove(key);
      await run("readwrite", (store) => store.delete(key)).catch(() => undefined);
    },
    async list(host) {
      const found = await run<Draft[]>("readonly", (store) => store.getAll()).catch(() => []);
      return [...found, ...small.list()].filter((draft) => draft.host === host).sort((a, b) => b.at - a.at);
    },
  };
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("trivium", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no database"));
  });
}

/** done waits until what was asked is on the disk. */
function done<T>(request: IDBRequest<T>, transaction: IDBTransaction): Promise<T> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("not stored"));
  });
}

const PREFIX = "draft.";

const small = {
  put: (draft: Draft): void => remember(PREFIX + draft.key, JSON.stringify(draft)),
  remove: (key: string): void => forget(PREFIX + key),
  list: (): Draft[] =>
    remembered(PREFIX).flatMap((key) => {
      try {
        return [JSON.parse(recall(key) ?? "") as Draft];
      } catch {
        return []; // cut short
      }
    }),
};
