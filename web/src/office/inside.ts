// Whoever is signed in, for all that is drawn inside.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Me } from "../host/me.ts";

interface Inside {
  me: Me;
  onSignedOut: () => void;
}

/** InsideContext holds who is signed in, and what to do when they no longer are. */
export const InsideContext = createContext<Inside>({ me: { host: false }, onSignedOut: () => undefined });

/** useInside gives who is signed in. */
export const useInside = (): Inside => useContext(InsideContext);
