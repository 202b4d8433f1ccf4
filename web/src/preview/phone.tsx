// What a player's phone shows of a question, in a frame of the editor. It is made of the player's own parts.

import { render } from "preact";
import { addTexts } from "../lib/i18n.ts";
import { Game } from "../player/game.tsx";
import de from "../texts/de/player.ts";
import en from "../texts/en/player.ts";
import "../ui/base.css";
import "../player/player.css";
import "../player/door.css"; // the fields to type in
import { frame, type Frame } from "./frame.ts";

addTexts({ en, de });

function Phone({ state, session }: Frame) {
  const now = state.value;
  return <div class="page">{now.view ? <Game session={session} state={now} view={now.view} /> : null}</div>;
}

const root = document.getElementById("app");
if (root) render(<Phone {...frame("player")} />, root);
