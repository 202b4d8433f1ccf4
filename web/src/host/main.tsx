// The host's pages around a game: /host with the bank, the form of a new game and the games; /host/PIN with a running game. What is
// left after games, leagues and accounts are in src/office.

import { render } from "preact";
import { addTexts } from "../lib/i18n.ts";
import deGate from "../texts/de/gate.ts";
import de from "../texts/de/host.ts";
import enGate from "../texts/en/gate.ts";
import en from "../texts/en/host.ts";
import "../ui/base.css";
import { Host } from "./host.tsx";

addTexts({ en: { ...enGate, ...en }, de: { ...deGate, ...de } });

const pin = /^\/host\/([^/]+)\/?$/.exec(location.pathname)?.[1] ?? "";
const root = document.getElementById("app");
if (root) render(<Host pin={decodeURIComponent(pin)} />, root);
