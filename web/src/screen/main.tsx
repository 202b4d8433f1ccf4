// The screen: what the projector shows, and what spectators see on their own phones. It has no controls beside sound and
// theme, and it learns nothing that a player may not know.

import { render } from "preact";
import { addTexts } from "../lib/i18n.ts";
import { openSession } from "../lib/session.ts";
import { soundOn } from "../lib/sound.ts";
import de from "../texts/de/screen.ts";
import en from "../texts/en/screen.ts";
import "../ui/base.css";
import { learnAsHost } from "./address.ts";
import { Stage } from "./stage.tsx";
import { applyTheme } from "./theme.ts";

addTexts({ en, de });
applyTheme();
soundOn(true);

const pin = decodeURIComponent(location.pathname.replace(/^\/s\//, "").replace(/\/$/, ""));
const session = openSession({ hello: () => ({ t: "hello", role: "screen", pin }) });
void learnAsHost(pin);

const root = document.getElementById("app");
if (root) render(<Stage session={session} pin={pin} />, root);
