// What a browser is called, from what it says it is (RFC 9110, section 10.1.5). It is for people to know it again, so a guess will do.

const programs: readonly [string, RegExp][] = [
  ["Edge", /\bEdgA?\//],
  ["Opera", /\bOPR\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /\b(Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
];

const systems: readonly [string, RegExp][] = [
  ["Android", /\bAndroid\b/],
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Windows", /\bWindows\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["macOS", /\bMac OS X\b/],
  ["Linux", /\bLinux\b/],
];

/** browserOf gives a browser's name and system; empty parts are not known. */
export function browserOf(says: string): { program: string; system: string } {
  const first = (list: readonly [string, RegExp][]): string => list.find(([, sign]) => sign.test(says))?.[0] ?? "";
  return { program: first(programs), system: first(systems) };
}
