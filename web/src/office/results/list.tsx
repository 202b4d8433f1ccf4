import { useState } from "preact/hooks";
import { TextField } from "../../host/text_field.tsx";
import { moment, t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Head, Loaded, Panel } from "../panel.tsx";
import { More, usePages } from "../pages.tsx";
import { findPlayer, results, type FinishedGame } from "./asks.ts";
import "../../host/start/games.css";

/** ResultsPage lists a host's finished games, and finds one by its title, or by somebody who played in it. */
export function ResultsPage() {
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const pages = usePages(async (cursor) => {
    const page = await results(words, cursor);
    return { list: page.results, next: page.next };
  }, [words]);
  const search = (e: Event): void => {
    e.preventDefault();
    setWords(typed.trim());
  };
  return (
    <div class="office">
      <Head title={t("office.results.title")} words={t("office.results.words")} />
      <form class="office-search" role="search" onSubmit={search}>
        <TextField kind="search" label={t("office.results.find")} value={typed} onInput={setTyped} max={100} />
        <Button type="submit">{t("office.find")}</Button>
      </form>
      <Loaded asked={pages}>
        {(list) => (
          <>
            {list.length === 0 && !pages.more ? <p class="quiet">{t(words ? "office.results.nothing" : "office.results.none")}</p> : null}
            <ul class="games">{list.map((game) => <Game key={game.id} game={game} />)}</ul>
            <More pages={pages} />
          </>
        )}
      </Loaded>
      <FindPlayer />
    </div>
  );
}

function Game({ game }: { game: FinishedGame }) {
  return (
    <li>
      <a class="game" href={`/host/results/${game.id}`}>
        <span class="game-title">{game.title || t("office.results.untitled")}</span>
        <span class="game-facts">{moment(game.ended)} · {tn("office.players", game.players)}</span>
        <span class="game-go" aria-hidden="true">{t("office.results.open")}</span>
      </a>
    </li>
  );
}

/** FindPlayer finds where somebody played who asks for their data, or to be forgotten. */
function FindPlayer() {
  const [typed, setTyped] = useState("");
  const [name, setName] = useState("");
  const search = (e: Event): void => {
    e.preventDefault();
    setName(typed.trim());
  };
  return (
    <Panel title={t("office.player.find.title")} words={t("office.player.find.words")}>
      <form class="office-search" role="search" onSubmit={search}>
        <TextField kind="search" label={t("office.player.find.name")} value={typed} onInput={setTyped} max={40} />
        <Button type="submit">{t("office.find")}</Button>
      </form>
      {name ? <Found name={name} /> : null}
    </Panel>
  );
}

function Found({ name }: { name: string }) {
  const pages = usePages(async (cursor) => {
    const page = await findPlayer(name, cursor);
    return { list: page.players, next: page.next };
  }, [name]);
  return (
    <Loaded asked={pages}>
      {(list) => (
        <>
          {list.length === 0 && !pages.more ? <p class="quiet">{t("office.player.find.none")}</p> : null}
          <ul class="rows">
            {list.map((found) => (
              <li key={`${found.game}-${found.seat}`} class="row-line">
                <div class="row-words">
                  <p class="row-title"><bdi>{found.name}</bdi></p>
                  <p class="row-facts">{found.title || t("office.results.untitled")} · {moment(found.ended)}</p>
                </div>
                <div class="row-deeds">
                  <a class="button button-quiet" href={`/host/results/${found.game}#player-${found.seat}`}>{t("office.results.open")}</a>
                </div>
              </li>
            ))}
          </ul>
          <More pages={pages} />
        </>
      )}
    </Loaded>
  );
}
