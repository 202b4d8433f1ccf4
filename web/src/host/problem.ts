// What went wrong, in the reader's words where there are any, else in the server's.
import { APIError } from "../lib/api.ts";
import { isKey, t } from "../lib/i18n.ts";

/** The words for a request that failed. */
export function wordsOf(problem: unknown): string {
  if (!(problem instanceof APIError) || problem.status === 0) return t("host.offline");
  const key = `host.problem.${problem.code}`;
  return isKey(key) ? t(key) : t("host.error", { words: detailOf(problem) });
}

/** What the server says of one field: "Not possible: login: 2 to 80 letters." has some words for "login". */
export function complaintOf(problem: unknown, field: string): string {
  if (!(problem instanceof APIError)) return "";
  const found = new RegExp(`(?:^|: |\\n)${field}: (.+)`, "i").exec(problem.message)?.[1] ?? "";
  return found && found.charAt(0).toUpperCase() + found.slice(1);
}

/** Tells whether a request failed because somebody else has changed the same meanwhile. */
export const isConflict = (problem: unknown): boolean => problem instanceof APIError && problem.status === 412;

/** Tells whether a request failed because nobody is signed in any more. */
export const isSignedOut = (problem: unknown): boolean => problem instanceof APIError && problem.status === 401;

function detailOf(problem: APIError): string {
  return problem.message.replace(/^Not possible: /, "");
}
