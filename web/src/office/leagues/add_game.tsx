import { useState } from "preact/hooks";
import { isSignedOut, wordsOf } from "../../host/problem.ts";
import { TextField } from "../../host/text_field.tsx";
import { moment, t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useInside } from "../inside.ts";
import { Loaded } from "../panel.tsx";
import { More, usePages } from "../pages.tsx";
import { results } from "../results/asks.ts";
import { addGame, type HeldNight, type League } from "./asks.ts";

interface Props {
  league: League;
  known: readonly HeldNight[];
  open: boolean;
  onAdded: () => Promise<void>;
  onClose: () => void;
}

/** AddGame lets a finished game count that the league did not take by itself. */
export function AddGame({ open, onClose, ...rest }: Props) {
  return (
    <Dialog title={t("office.held.add")} open={open} onClose={onClose}>
      {open ? <Games onClose={onClose} {...rest} /> : null}
    </Dialog>
  );
}

function Games({ league, known, onAdded, onClose }: Omit<Props, "open">) {
  const { onSignedOut } = useInside();
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState("");
  const [wrong, setWrong] = useState("");
  const pages = usePages(async (cursor) => {
    const page = await results(words, cursor);
    return { list: page.results, next: page.next };
  }, [words]);
  const add = async (id: string): Promise<void> => {
    if (busy) return;
    setBusy(id);
    try {
      await addGame(league.id, id);
      await onAdded();
      onClose();
    } catch (problem) {
      if (isSignedOut(problem)) onSignedOut();
      setWrong(wordsOf(problem));
    }
    setBusy("");
  };
  return (
    <>
      <form
        class="office-search"
        role="search"
        onSubmit={(e) => {
          e.preventDefault();
          setWords(typed.trim());
        }}
      >
        <TextField kind="search" label={t("office.results.find")} value={typed} onInput={setTyped} max={100} />
        <Button type="submit">{t("office.find")}</Button>
      </form>
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
      <Loaded asked={pages}>
        {(list) => {
          const free = list.filter((game) => !known.some((night) => night.game === game.id));
          return (
            <>
              {free.length === 0 ? <p class="quiet">{t("office.held.add.none")}</p> : null}
              <ul class="rows">
                {free.map((game) => (
                  <li key={game.id} class="row-line">
                    <div class="row-words">
                      <p class="row-title">{game.title || t("office.results.untitled")}</p>
                      <p class="row-facts">{moment(game.ended)} · {tn("office.players", game.players)}</p>
                    </div>
                    <div class="row-deeds">
                      <Button
                        busy={busy === game.id}
                        aria-label={t("office.held.add.of", { game: game.title || t("office.results.untitled") })}
                        onClick={() => void add(game.id)}
                      >
                        {t("office.held.add.yes")}
                      </Button>
                    </div>
                  </li>
                ))}
              </ul>
              <More pages={pages} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
