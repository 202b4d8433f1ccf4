// In a frame of somebody else's page: tells that page how tall this one is.

import type { Again } from "./stream.ts";

/** Sends {trivium: "height", height} to the page around this one, now and whenever it changes. */
export function tellHeight(): Again {
  if (parent === window) return () => {};
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.querySelector("main")?.getBoundingClientRect().height ?? 0);
    if (height === told || !height) return;
    told = height;
    parent.postMessage({ trivium: "height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
  return tell;
}
