// The host's pages beside games: results, leagues, accounts. They are a bundle of their own, so that the page of a running game
// stays small.

import { render } from "preact";
import { addTexts } from "../lib/i18n.ts";
import deGate from "../texts/de/gate.ts";
import de from "../texts/de/office.ts";
import enGate from "../texts/en/gate.ts";
import en from "../texts/en/office.ts";
import "../ui/base.css";
import { Office } from "./office.tsx";

addTexts({ en: { ...enGate, ...en }, de: { ...deGate, ...de } });

const root = document.getElementById("app");
if (root) render(<Office path={location.pathname} />, root);
