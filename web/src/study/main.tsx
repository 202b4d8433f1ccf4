// Study: a pack played alone, without a host. /study lists what is open for it, /study/PACK is one pack.

import { render } from "preact";
import { addTexts } from "../lib/i18n.ts";
import dePlayer from "../texts/de/player.ts";
import de from "../texts/de/study.ts";
import enPlayer from "../texts/en/player.ts";
import en from "../texts/en/study.ts";
import "../ui/base.css";
import { Live } from "../ui/live.tsx";
import { Frame } from "./frame.tsx";
import { PackPage } from "./pack.tsx";
import { Packs } from "./packs.tsx";

// The ways to answer are the player's, with some words of study's own.
addTexts({ en: { ...enPlayer, ...en }, de: { ...dePlayer, ...de } });

const pack = /^\/study\/([^/]+)\/?$/.exec(location.pathname)?.[1] ?? "";
const root = document.getElementById("app");
if (root) {
  render(
    <Frame>
      {pack ? <PackPage id={decodeURIComponent(pack)} /> : <Packs />}
      <Live />
    </Frame>,
    root,
  );
}
