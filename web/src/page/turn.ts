// A big screen turns the pages of a long table by itself, slowly; who does not want motion turns them by key.

import type { Again } from "./stream.ts";

const pageTime = 12_000;

/** Shows one group of rows after the other, if the element asks for it. */
export function turnPages(live: HTMLElement): Again {
  if (!("turn" in live.dataset)) return () => {};
  let page = 0;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const show = () => {
    const groups = [...live.querySelectorAll<HTMLElement>("tbody")];
    page = groups.length ? (page + groups.length) % groups.length : 0;
    groups.forEach((g, i) => (g.hidden = i !== page));
    const at = document.querySelector("[data-turned]");
    if (at) at.textContent = groups.length > 1 ? `${page + 1} / ${groups.length}` : "";
  };
  const turn = (by: number) => {
    page += by;
    show();
  };
  let timer = 0;
  const wind = () => {
    clearInterval(timer);
    if (!still.matches) timer = setInterval(() => turn(1), pageTime);
  };
  still.addEventListener("change", wind);
  addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    turn(by);
    wind();
  });
  wind();
  return show;
}
