// What a page asks the server for when it opens, and again when something has changed.
import { useEffect, useRef, useState } from "preact/hooks";
import { isSignedOut, wordsOf } from "../host/problem.ts";
import { useInside } from "./inside.ts";

/** Asked is something that was asked for. */
export interface Asked<T> {
  /** The answer; it stays while the same is asked again. */
  value: T | null;
  /** Why there is none, in words. */
  wrong: string;
  /** Asks once more. */
  again: () => Promise<void>;
  /** Puts in a newer answer that something else has brought. */
  put: (value: T) => void;
}

/** useAsked asks when the page opens, and whenever one of the values changes. An answer that something newer overtook is left out. */
export function useAsked<T>(ask: () => Promise<T>, values: readonly unknown[]): Asked<T> {
  const { onSignedOut } = useInside();
  const [value, setValue] = useState<T | null>(null);
  const [wrong, setWrong] = useState("");
  const turn = useRef(0);
  const again = async (): Promise<void> => {
    const mine = ++turn.current;
    try {
      const answer = await ask();
      if (mine !== turn.current) return;
      setValue(answer);
      setWrong("");
    } catch (problem) {
      if (mine !== turn.current) return;
      if (isSignedOut(problem)) onSignedOut();
      else setWrong(wordsOf(problem));
    }
  };
  useEffect(() => {
    void again();
    return () => void turn.current++;
  }, values);
  const put = (newer: T): void => {
    turn.current++;
    setValue(newer);
    setWrong("");
  };
  return { value, wrong, again, put };
}
