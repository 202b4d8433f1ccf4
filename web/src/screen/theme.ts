// What the reader of this page has done to it: day or night, and whether sound is allowed yet.
//
// The screen begins in daylight whatever the system says: a projector's stray light halves the contrast of a
// dark page. Key D, or the button in the foot, changes it for this device.
import { signal } from "@preact/signals";
import { recall, remember } from "../lib/storage.ts";

export const dark = signal(recall("screen.theme") === "dark");

export function applyTheme(): void {
  document.documentElement.dataset["theme"] = dark.value ? "dark" : "light";
}

export function toggleTheme(): void {
  dark.value = !dark.value;
  remember("screen.theme", dark.value ? "dark" : "light");
  applyTheme();
}

/** touched tells whether somebody has touched the page, which is when a browser allows sound. */
export const touched = signal(false);
