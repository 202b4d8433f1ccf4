// A list that comes page by page.
import { useState } from "preact/hooks";
import { wordsOf } from "../host/problem.ts";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { useAsked, type Asked } from "./asked.ts";

/** Page is a page of a list, and where the next one begins. */
export interface PageOf<T> {
  list: readonly T[];
  next?: string | undefined;
}

/** Pages is a list as far as it has been asked for. */
export interface Pages<T> extends Asked<readonly T[]> {
  /** There may be more. */
  more: boolean;
  busy: boolean;
  /** Asks for the next page. */
  go: () => Promise<void>;
}

/** How many pages are looked through at once for one that has something: a search may find nothing in a page and still not be over. */
const looked = 5;

async function filled<T>(ask: (cursor: string) => Promise<PageOf<T>>, cursor: string): Promise<PageOf<T>> {
  let page = await ask(cursor);
  for (let i = 1; i < looked && page.list.length === 0 && page.next; i++) page = await ask(page.next);
  return page;
}

/** usePages asks for the first page when the page opens or one of the values changes. */
export function usePages<T>(ask: (cursor: string) => Promise<PageOf<T>>, values: readonly unknown[]): Pages<T> {
  const asked = useAsked(() => filled(ask, ""), values);
  const [busy, setBusy] = useState(false);
  const [stuck, setStuck] = useState("");
  const known = asked.value;
  const go = async (): Promise<void> => {
    if (!known?.next || busy) return;
    setBusy(true);
    try {
      const page = await filled(ask, known.next);
      asked.put({ list: [...known.list, ...page.list], next: page.next });
      setStuck("");
    } catch (problem) {
      setStuck(wordsOf(problem));
    }
    setBusy(false);
  };
  return {
    value: known ? known.list : null, wrong: asked.wrong || stuck, again: asked.again, put: (list) => asked.put({ list, next: known?.next }),
    more: Boolean(known?.next), busy, go,
  };
}

/** More asks for the next page, if there is one. */
export function More<T>({ pages }: { pages: Pages<T> }) {
  if (!pages.more) return null;
  return <Button class="office-more" busy={pages.busy} onClick={() => void pages.go()}>{t("office.more")}</Button>;
}
