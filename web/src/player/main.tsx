import { render } from "preact";
import { addTexts } from "../lib/i18n.ts";
import { soundOn } from "../lib/sound.ts";
import de from "../texts/de/player.ts";
import en from "../texts/en/player.ts";
import { App } from "./app.tsx";
import { routeOf } from "./route.ts";
import { begin } from "./seat.ts";
import "../ui/base.css";
import "./player.css";

addTexts({ en, de });
soundOn(false); // phones are muted until their people say otherwise
const route = routeOf(location.pathname, location.hash);
begin(route);

const root = document.getElementById("app");
if (root) render(<App />, root);
