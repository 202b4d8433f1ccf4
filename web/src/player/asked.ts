// Asking the server whose secret a phone was given.

import { signal } from "@preact/signals";
import { APIError, api } from "../lib/api.ts";
import { keepClaim, type Claim } from "./claims.ts";

/** How far that is. */
export type Asked = { step: "none" } | { step: "asking" } | { step: "known"; claim: Claim } | { step: "wrong" | "busy" | "away"; secret: string };

export const asked = signal<Asked>({ step: "none" });

/** Asks whose the secret is that the page was opened with, and keeps it on this phone. */
export async function askClaim(secret: string): Promise<void> {
  if (!secret) return;
  asked.value = { step: "asking" };
  try {
    const claim = { ...(await api<Omit<Claim, "secret">>("POST", "/api/claims", { secret })), secret };
    keepClaim(claim);
    asked.value = { step: "known", claim };
  } catch (e) {
    const status = e instanceof APIError ? e.status : 0;
    asked.value = { step: status === 404 ? "wrong" : status === 429 ? "busy" : "away", secret };
  }
}
