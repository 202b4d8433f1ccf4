// The results of a search, as far as they have been asked for.
import { useEffect, useRef, useState } from "preact/hooks";
import { tn } from "../lib/i18n.ts";
import { announce } from "../ui/live.tsx";
import { isSignedOut, wordsOf } from "../host/problem.ts";
import { find, star, type Found, type Page } from "./asks.ts";
import { searchOf, type Query } from "./query.ts";

/** How long after the last letter the bank is asked, in milliseconds. */
const PAUSE = 180;

export interface Results {
  /** The pages so far as one; null until the first answer. */
  page: Page | null;
  busy: boolean;
  wrong: string;
  more: () => Promise<void>;
  star: (question: Found) => Promise<void>;
}

/** useFound searches whenever the query changes; what was found before stays until the answer is there. */
export function useFound(query: Query, onSignedOut: () => void): Results {
  const [page, setPage] = useState<Page | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const turn = useRef(0);
  const words = useRef(query.words);
  const search = searchOf(query);
  const failed = (problem: unknown): void => {
    if (isSignedOut(problem)) onSignedOut();
    else setWrong(wordsOf(problem));
  };
  const ask = async (cursor: string, take: (next: Page) => void): Promise<void> => {
    const mine = ++turn.current;
    setBusy(true);
    try {
      const next = await find(search, cursor);
      if (mine !== turn.current) return;
      setWrong("");
      take(next);
    } catch (problem) {
      if (mine === turn.current) failed(problem);
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  };
  useEffect(() => {
    const typing = words.current !== query.words;
    words.current = query.words;
    const go = (): void => void ask("", (next) => {
      setPage(next);
      announce(tn("find.found", next.total));
    });
    const timer = setTimeout(go, typing ? PAUSE : 0);
    return () => {
      clearTimeout(timer);
      turn.current++;
    };
  }, [search]);
  const more = async (): Promise<void> => {
    if (!page?.next || busy) return;
    await ask(page.next, (next) => setPage({ ...next, questions: [...page.questions, ...next.questions] }));
  };
  const mark = (id: string, favourite: boolean): void =>
    setPage((now) => now && { ...now, questions: now.questions.map((one) => (one.id === id ? { ...one, favourite } : one)) });
  const toggleStar = async (question: Found): Promise<void> => {
    mark(question.id, !question.favourite); // at once; taken back if it comes to nothing
    try {
      await star(question.id, !question.favourite);
      setWrong("");
    } catch (problem) {
      mark(question.id, question.favourite === true);
      failed(problem);
    }
  };
  return { page, busy, wrong, more, star: toggleStar };
}
