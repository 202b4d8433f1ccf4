// The page on which a host looks for questions over all packs and picks some for a game. It is a bundle of its own: it shows
// questions with the player's parts, which the host's other pages do without.

import { render } from "preact";
import { Door } from "../host/door.tsx";
import { Shell } from "../host/shell.tsx";
import { addTexts } from "../lib/i18n.ts";
import deFind from "../texts/de/find.ts";
import deGate from "../texts/de/gate.ts";
import dePlayer from "../texts/de/player.ts";
import enFind from "../texts/en/find.ts";
import enGate from "../texts/en/gate.ts";
import enPlayer from "../texts/en/player.ts";
import "../ui/base.css";
import { FindPage } from "./page.tsx";

addTexts({ en: { ...enPlayer, ...enGate, ...enFind }, de: { ...dePlayer, ...deGate, ...deFind } });

const root = document.getElementById("app");
if (root) {
  render(
    <Door>
      {(me, onSignedOut) => (
        <Shell me={me} at="games">
          <FindPage me={me} onSignedOut={onSignedOut} />
        </Shell>
      )}
    </Door>,
    root,
  );
}
