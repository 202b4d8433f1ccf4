// What the editor asks of the JSON API.
import { api, tagged, type Finding } from "../lib/api.ts";
import type { PackForm } from "./pack.ts";

/** A pack as the server has it, and which version that is. */
export interface Stored {
  pack: PackForm;
  /** The host may change it. */
  own: boolean;
  tag: string;
}

export interface Format {
  id: string;
  name: string;
  ends: string;
  reads: boolean;
  writes: boolean;
}

/** What the editor needs of a server. */
export interface Asks {
  read(id: string): Promise<Stored>;
  check(pack: PackForm): Promise<Finding[]>;
  /** Saves a version on top of the one that was read; an empty tag says that the pack is new. */
  save(pack: PackForm, files: Readonly<Record<string, string>>, tag: string): Promise<{ tag: string; media: ReadonlyMap<string, string> }>;
}

const at = (id: string): string => `/api/packs/${encodeURIComponent(id)}`;

export const server: Asks = {
  async read(id) {
    const { data, tag } = await tagged<{ pack: PackForm; own: boolean }>("GET", `${at(id)}/contents`);
    return { ...data, tag };
  },
  async check(pack) {
    return (await api<{ findings: Finding[] | null }>("POST", "/api/packs/check", pack)).findings ?? [];
  },
  async save(pack, files, tag) {
    const condition: Record<string, string> = tag ? { "if-match": tag } : { "if-none-match": "*" };
    const saved = await tagged<{ media: Record<string, string> | null }>("PUT", `${at(pack.id)}/contents`, { pack, files }, condition);
    return { tag: saved.tag, media: new Map(Object.entries(saved.data.media ?? {})) };
  },
};

export const formats = async (): Promise<readonly Format[]> => (await api<{ formats: Format[] | null }>("GET", "/api/formats")).formats ?? [];

/** What a format can not hold of a pack. */
export const losses = async (id: string, format: string): Promise<readonly Finding[]> =>
  (await api<{ findings: Finding[] | null }>("GET", `${at(id)}/export/losses?format=${encodeURIComponent(format)}`)).findings ?? [];

export const exportURL = (id: string, format: string): string => `${at(id)}/export?format=${encodeURIComponent(format)}`;
