// How long it is until something begins, by the server's clock.

import type { Again } from "./stream.ts";

/** Writes into each element with data-until (a time) how long it is until then, in the words of data-words. */
export function countDown(root: ParentNode): Again {
  let ahead = 0;
  const write = () => {
    for (const e of root.querySelectorAll<HTMLElement>("[data-until]")) {
      const left = Date.parse(e.dataset["until"] ?? "") - Date.now() - ahead;
      e.hidden = !(left > 0);
      const text = (e.dataset["in"] ?? "{left}").replace("{left}", words(left, e.dataset["words"] ?? "d|h|min|s"));
      if (e.textContent !== text) e.textContent = text;
    }
  };
  setInterval(write, 1000);
  return (now) => {
    ahead = now;
    write();
  };
}

/** Two units are enough: days and hours, hours and minutes, minutes and seconds. */
export function words(left: number, units: string): string {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const names = units.split("|");
  const first = Math.min(2, parts.findIndex((n) => n > 0) < 0 ? 2 : parts.findIndex((n) => n > 0));
  return [first, first + 1].map((i) => `${parts[i]} ${names[i]}`).join(" ");
}
