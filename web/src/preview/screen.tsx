// What the screen shows of a question, in a frame of the editor. It is the screen's own stage.

import { render } from "preact";
import { addTexts } from "../lib/i18n.ts";
import { Stage } from "../screen/stage.tsx";
import { applyTheme } from "../screen/theme.ts";
import de from "../texts/de/screen.ts";
import en from "../texts/en/screen.ts";
import "../ui/base.css";
import { frame, type Frame } from "./frame.ts";

addTexts({ en, de });
applyTheme();

function Screen({ state, session }: Frame) {
  return <Stage session={session} pin={state.value.view?.pin ?? ""} />;
}

const root = document.getElementById("app");
if (root) render(<Screen {...frame("screen")} />, root);
