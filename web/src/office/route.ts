// Which page an address names.
import type { Where } from "../host/menu.tsx";

export type Page =
  | { at: "results" }
  | { at: "result"; id: string }
  | { at: "leagues" }
  | { at: "league"; id: string }
  | { at: "newleague" }
  | { at: "account" }
  | { at: "hosts" };

/** pageOf reads an address; what is none of these is the list of results. */
export function pageOf(path: string): Page {
  const [, , part, name] = path.split("/");
  const id = name ? decodeURIComponent(name) : "";
  switch (part) {
    case "leagues":
      if (id === "new") return { at: "newleague" };
      return id ? { at: "league", id } : { at: "leagues" };
    case "account":
      return { at: "account" };
    case "hosts":
      return { at: "hosts" };
    default:
      return id ? { at: "result", id } : { at: "results" };
  }
}

/** whereOf says which entry of the bar a page belongs to. */
export function whereOf(page: Page): Where {
  switch (page.at) {
    case "result":
      return "results";
    case "league":
    case "newleague":
      return "leagues";
    default:
      return page.at;
  }
}
