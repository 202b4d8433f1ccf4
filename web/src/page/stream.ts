// One stream for each page. An event holds a part of this page as the server would render it now; it is as trusted as the page.

/** What is done anew when a part of the page was replaced, with how far the server's clock is ahead of this one in ms. */
export type Again = (ahead: number) => void;

interface Update {
  html: string;
  news?: string;
}

/** Follows the stream that an element names, and puts what comes into it. */
export function follow(live: HTMLElement, again: readonly Again[]): void {
  let ahead = 0;
  const redo = () => again.forEach((f) => f(ahead));
  redo();
  const address = live.dataset["stream"];
  if (!address) return;
  const url = new URL(address, location.href);
  if (live.dataset["has"]) url.searchParams.set("have", live.dataset["has"]);
  const stream = new EventSource(url);
  stream.addEventListener("open", () => lineIs(true));
  stream.addEventListener("error", () => lineIs(false));
  stream.addEventListener("clock", (event) => {
    ahead = Number(event.data) - Date.now();
    redo();
  });
  stream.addEventListener("table", (event) => {
    const update = JSON.parse(event.data) as Update;
    if ("note" in live.dataset) {
      document.getElementById("changed")?.removeAttribute("hidden");
    } else {
      replace(live, update.html);
      redo();
    }
    say(update.news);
  });
  // A page that was left and comes back by the back button goes on.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  addEventListener("pagehide", () => stream.close());
}

function lineIs(on: boolean): void {
  document.documentElement.toggleAttribute("data-live", on);
  for (const e of document.querySelectorAll<HTMLElement>("[data-live-on]")) e.hidden = !on;
  for (const e of document.querySelectorAll<HTMLElement>("[data-live-off]")) e.hidden = on;
}

/** Replaces what an element holds. Who was at a link in it stays there, what was open stays open. */
function replace(live: HTMLElement, html: string): void {
  const focused = live.contains(document.activeElement) ? document.activeElement?.id : "";
  const open = [...live.querySelectorAll<HTMLDetailsElement>("details[open][id]")].map((e) => e.id);
  const aside = [...live.querySelectorAll<HTMLElement>(".wide")].map((e) => e.scrollLeft);
  const next = new DOMParser().parseFromString(html, "text/html").body;
  live.replaceChildren(...next.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  live.querySelectorAll<HTMLElement>(".wide").forEach((e, i) => (e.scrollLeft = aside[i] ?? 0));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Tells those who hear the page what has changed, and no more than that. */
function say(news: string | undefined): void {
  const line = document.getElementById("news");
  if (line && news && line.textContent !== news) line.textContent = news;
}
