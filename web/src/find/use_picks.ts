// The picked questions of a host: kept on this device, the same in all its tabs, and without those that are gone from the bank.
import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../lib/i18n.ts";
import { announce } from "../ui/live.tsx";
import { keyOf, pickedMax, recallPicked, rememberPicked, shifted, toggled, type Picked } from "../host/picked.ts";
import { present, type Found } from "./asks.ts";

export interface Picks {
  list: readonly Picked[];
  /** What the host should know: that some are gone, or that no more fit. */
  said: string;
  has: (id: string) => boolean;
  toggle: (question: Found | Picked) => void;
  move: (from: number, to: number) => void;
  clear: () => void;
}

const pickedOf = ({ id, prompt, kind, seconds }: Found | Picked): Picked => ({ id, prompt, kind, seconds });

export function usePicks(host: string): Picks {
  const [list, setList] = useState<readonly Picked[]>(() => recallPicked(host));
  const [said, setSaid] = useState("");
  const keep = (next: readonly Picked[]): void => {
    rememberPicked(host, next);
    setList(next);
  };
  useEffect(() => {
    const elsewhere = (e: StorageEvent): void => {
      if (e.key === null || e.key.endsWith(keyOf(host))) setList(recallPicked(host));
    };
    window.addEventListener("storage", elsewhere);
    void refreshed(host).then((gone) => {
      if (gone === 0) return;
      setList(recallPicked(host));
      setSaid(tn("find.gone", gone));
    });
    return () => window.removeEventListener("storage", elsewhere);
  }, []);
  const toggle = (question: Found | Picked): void => {
    const next = toggled(list, pickedOf(question));
    setSaid(next === list ? t("find.full", { most: pickedMax }) : "");
    if (next === list) return;
    announce(t(next.length > list.length ? "find.picked" : "find.unpicked", { prompt: question.prompt, count: next.length }));
    keep(next);
  };
  const move = (from: number, to: number): void => {
    const next = shifted(list, from, to);
    if (next === list) return;
    announce(t("find.moved", { prompt: list[from]?.prompt ?? "", place: to + 1, of: list.length }));
    keep(next);
  };
  return {
    list, said, has: (id) => list.some((one) => one.id === id), toggle, move,
    clear: () => {
      setSaid("");
      keep([]);
    },
  };
}

/** refreshed takes from what is kept the questions that are gone, and says how many these were. Without an answer all stay. */
async function refreshed(host: string): Promise<number> {
  const before = recallPicked(host);
  if (before.length === 0) return 0;
  try {
    const known = await present(before.map((one) => one.id));
    const now = recallPicked(host); // more may have been picked meanwhile
    const asked = new Set(before.map((one) => one.id));
    const left = now.filter((one) => !asked.has(one.id) || known.has(one.id));
    rememberPicked(host, left.map((one) => pickedOf(known.get(one.id) ?? one)));
    return now.length - left.length;
  } catch {
    return 0;
  }
}
