// What a login, a name and a password look like. The server has the last word; this says it sooner, beside the field.
import { APIError } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { complaintOf, wordsOf } from "./problem.ts";

/** Complaints are what is wrong with each field, and with the whole. */
export interface Complaints {
  login?: string;
  name?: string;
  password?: string;
  present?: string;
  whole?: string;
}

const loginForm = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,79}$/u;

/** complaintsOf judges what was typed; a field that is not asked for is left out. */
export function complaintsOf(typed: { login?: string; name?: string; password?: string }): Complaints {
  const found: Complaints = {};
  if (typed.login !== undefined && !loginForm.test(typed.login.trim())) found.login = t("host.login.wrong");
  const name = typed.name?.trim();
  if (name !== undefined && (name === "" || [...name].length > 60)) found.name = t("host.name.wrong");
  if (typed.password !== undefined && [...typed.password].length < 10) found.password = t("host.password.short");
  return found;
}

/** refusedOf sorts what the server refused to the fields. */
export function refusedOf(problem: unknown): Complaints {
  if (problem instanceof APIError && problem.code === "taken") return { login: t("host.login.taken") };
  if (complaintOf(problem, "login")) return { login: t("host.login.wrong") };
  if (complaintOf(problem, "name")) return { name: t("host.name.wrong") };
  if (complaintOf(problem, "password")) return { password: t("host.password.weak") };
  return { whole: wordsOf(problem) };
}

/** Tells whether nothing is wrong. */
export const isFine = (complaints: Complaints): boolean => Object.keys(complaints).length === 0;
