// The host's pages: /host with the bank, the form of a new game and the games; /host/PIN with a running game.

import { render } from "preact";
import { addTexts } from "../lib/i18n.ts";
import de from "../texts/de/host.ts";
import en from "../texts/en/host.ts";
import "../ui/base.css";
import { Host } from "./host.tsx";

addTexts({ en, de });

const pin = /^\/host\/([^/]+)\/?$/.exec(location.pathname)?.[1] ?? "";
const root = document.getElementById("app");
if (root) render(<Host pin={decodeURIComponent(pin)} />, root);
