import { addTexts, languages, number, percent, setLanguage, t, tn } from "../src/lib/i18n.ts";
import deCommon from "../src/texts/de/common.ts";
import deHost from "../src/texts/de/host.ts";
import dePlayer from "../src/texts/de/player.ts";
import deScreen from "../src/texts/de/screen.ts";
import enCommon from "../src/texts/en/common.ts";
import enHost from "../src/texts/en/host.ts";
import enPlayer from "../src/texts/en/player.ts";
import enScreen from "../src/texts/en/screen.ts";
import { equal, ok, test } from "./harness.ts";

const parts: Record<string, Record<"en" | "de", Record<string, string>>> = {
  common: { en: enCommon, de: deCommon },
  player: { en: enPlayer, de: dePlayer },
  host: { en: enHost, de: deHost },
  screen: { en: enScreen, de: deScreen },
};
addTexts({ en: enPlayer, de: dePlayer });

for (const [name, { en, de }] of Object.entries(parts)) {
  test(`catalogue ${name}: both languages have the same keys`, () => equal(Object.keys(de).sort(), Object.keys(en).sort()));
  test(`catalogue ${name}: the same values go in, and as many forms come out`, () => {
    for (const key of Object.keys(en)) {
      const values = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join();
      ok(values(en[key] ?? "") === values(de[key] ?? ""), `${key}: ${en[key]} / ${de[key]}`);
      ok((en[key] ?? "").split("|").length === (de[key] ?? "").split("|").length, `${key}: forms differ`);
      ok(de[key] !== "" || en[key] === "", `${key}: empty`);
    }
  });
}

test("catalogue: no key stands in two parts", () => {
  const all = Object.values(parts).flatMap((p) => Object.keys(p.en));
  equal(all.length, new Set(all).size);
});

test("i18n: values, forms and figures", () => {
  setLanguage("en");
  equal([t("rank.place", { rank: 4, of: 1023 }), tn("rank.moved.up", 1), tn("rank.moved.up", 3)], ["Rank 4 of 1,023", "Up 1 place", "Up 3 places"]);
  equal([number(1250), percent(1, 3), percent(0, 0)], ["1,250", "33%", "0%"]);
  setLanguage("de");
  equal([t("rank.place", { rank: 4, of: 1023 }), number(1250)], ["Platz 4 von 1.023", "1.250"]);
  equal(document.documentElement.lang, "de");
  setLanguage(languages[0] ?? "en");
});

test("i18n: what a person is called is never taken for a place to fill in", () => {
  equal(t("name.taken.try", { proposal: "{of}" }), "Somebody has this name already. How about {of}?");
});
