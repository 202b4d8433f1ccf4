// The page on which packs are written: /host/packs/new begins one, /host/packs/PACK is one.

import { render } from "preact";
import { Door } from "../host/door.tsx";
import { Shell } from "../host/shell.tsx";
import { addTexts } from "../lib/i18n.ts";
import deEdit from "../texts/de/edit.ts";
import deGate from "../texts/de/gate.ts";
import deHost from "../texts/de/host.ts";
import enEdit from "../texts/en/edit.ts";
import enGate from "../texts/en/gate.ts";
import enHost from "../texts/en/host.ts";
import "../ui/base.css";
import { EditPage } from "./page.tsx";

addTexts({ en: { ...enGate, ...enHost, ...enEdit }, de: { ...deGate, ...deHost, ...deEdit } });

const name = decodeURIComponent(/^\/host\/packs\/([^/]+)\/?$/.exec(location.pathname)?.[1] ?? "new");
const root = document.getElementById("app");
if (root) {
  render(
    <Door>
      {(me, onSignedOut) => (
        <Shell me={me} at="games">
          <EditPage me={me} id={name === "new" ? "" : name} onSignedOut={onSignedOut} />
        </Shell>
      )}
    </Door>,
    root,
  );
}
