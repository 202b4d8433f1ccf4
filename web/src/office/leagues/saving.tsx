// How a league is saved: all that is said of it at once, on what was read, so that two hosts do not undo each other's work unseen.
import { useState } from "preact/hooks";
import { isConflict, isSignedOut } from "../../host/problem.ts";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { announce } from "../../ui/live.tsx";
import { useInside } from "../inside.ts";
import { saveLeague, type Draft, type League } from "./asks.ts";
import type { BasicsWrong } from "./basics.tsx";
import { draftOf } from "./draft.ts";
import { refusedBasics } from "./new.tsx";

/** Saving is where a form stands with the server. */
export interface Saving {
  busy: boolean;
  conflict: boolean;
  wrong: BasicsWrong;
  /** Saves a change of the league as it was read, and tells whether that went well. */
  save: (change: Partial<Draft>) => Promise<boolean>;
}

/** useSaving saves changes of a league. */
export function useSaving(league: League, onSaved: (league: League) => void): Saving {
  const { onSignedOut } = useInside();
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState(false);
  const [wrong, setWrong] = useState<BasicsWrong>({});
  const save = async (change: Partial<Draft>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setWrong({});
    try {
      onSaved(await saveLeague(league, { ...draftOf(league), ...change }));
      setConflict(false);
      announce(t("office.saved"));
      return true;
    } catch (problem) {
      if (isSignedOut(problem)) onSignedOut();
      else if (isConflict(problem)) setConflict(true);
      else setWrong(refusedBasics(problem));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, conflict, wrong, save };
}

/** Troubled says why a league was not saved; after somebody else's change it offers to read it again. */
export function Troubled({ saving, onAgain }: { saving: Saving; onAgain: () => void }) {
  if (saving.conflict) {
    return (
      <div class="wrong" role="alert">
        <p>{t("office.conflict")}</p>
        <Button onClick={onAgain}>{t("office.conflict.again")}</Button>
      </div>
    );
  }
  return saving.wrong.whole ? <p class="wrong" role="alert">{saving.wrong.whole}</p> : null;
}
