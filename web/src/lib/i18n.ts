// The words of the client in the reader's language. A catalogue is one flat object of texts a language and a part (common,
// player, edit, find, gate, host, office, screen, study); the type of the key proves that a text is there, the type of a translation that none is missing.

import type common from "../texts/en/common.ts";
import type edit from "../texts/en/edit.ts";
import type find from "../texts/en/find.ts";
import type gate from "../texts/en/gate.ts";
import type host from "../texts/en/host.ts";
import type office from "../texts/en/office.ts";
import type player from "../texts/en/player.ts";
import type screen from "../texts/en/screen.ts";
import type study from "../texts/en/study.ts";
import deCommon from "../texts/de/common.ts";
import enCommon from "../texts/en/common.ts";
import { recall, remember } from "./storage.ts";

export type Key =
  | keyof typeof common | keyof typeof player | keyof typeof edit | keyof typeof find | keyof typeof gate | keyof typeof host | keyof typeof office | keyof typeof screen
  | keyof typeof study;
export type Language = "en" | "de";
type Texts = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, string | number>>;

export const languages: readonly Language[] = ["en", "de"];

const catalogue: Record<Language, Texts> = { en: enCommon, de: deCommon };
let language: Language = choose();

/** Adds the texts of a bundle; called once, before the first render. */
export function addTexts(texts: Record<Language, Texts>): void {
  for (const l of languages) catalogue[l] = { ...catalogue[l], ...texts[l] };
}

/** The text of a key, with {name} replaced by the values. */
export function t(key: Key, values: Values = {}): string {
  return fill(catalogue[language][key] ?? catalogue.en[key] ?? key, values);
}

/** The text of a key with two forms, "one|many", for the number n; {n} is written as the language writes numbers. */
export function tn(key: Key, n: number, values: Values = {}): string {
  const forms = (catalogue[language][key] ?? key).split("|");
  const one = new Intl.PluralRules(language).select(n) === "one";
  return fill((one ? forms[0] : forms[forms.length - 1]) ?? key, { n: number(n), ...values });
}

/** Tells whether a text is there, for keys that are put together from what the server says. */
export function isKey(key: string): key is Key {
  return key in catalogue.en;
}

/** A moment as the language writes it, in the time zone of the reader or in the one that is named; empty if it is none. */
export function moment(when: string | number, how: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" }): string {
  const date = new Date(when);
  return Number.isNaN(date.getTime()) ? "" : new Intl.DateTimeFormat(language, how).format(date);
}

/** A number as the language writes it: 1,250 or 1.250. */
export function number(n: number): string {
  return new Intl.NumberFormat(language).format(n);
}

/** A time of answering in seconds with one decimal: 3.4. */
export function seconds(ms: number): string {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(ms / 1000);
}

/** A share in percent: 42 %. */
export function percent(part: number, whole: number): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(whole ? part / whole : 0);
}

export function currentLanguage(): Language {
  return language;
}

/** Chooses a language for this device and remembers it. The caller renders again. */
export function setLanguage(l: Language): void {
  language = l;
  remember("language", l);
  document.documentElement.lang = l;
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const v = values[name];
    return v === undefined ? whole : typeof v === "number" ? number(v) : v;
  });
}

/** ?lang= wins and is remembered; then what was remembered; then the browser's languages. */
function choose(): Language {
  if (typeof location === "undefined") return "en";
  const asked = new URLSearchParams(location.search).get("lang");
  if (isLanguage(asked)) remember("language", asked);
  const wishes = [asked, recall("language"), ...(navigator.languages ?? [navigator.language])];
  for (const wish of wishes) {
    const short = wish?.slice(0, 2).toLowerCase() ?? null;
    if (isLanguage(short)) {
      document.documentElement.lang = short;
      return short;
    }
  }
  return "en";
}

function isLanguage(s: string | null): s is Language {
  return languages.includes(s as Language);
}
