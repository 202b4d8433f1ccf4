// A test runner in a few lines: the tests of the pure parts run in the browser that the Go tests have anyway.

interface Outcome {
  name: string;
  error: string;
}

const running: Promise<Outcome>[] = [];

export function test(name: string, body: () => void | Promise<void>): void {
  running.push(run(name, body));
}

async function run(name: string, body: () => void | Promise<void>): Promise<Outcome> {
  try {
    await body();
    return { name, error: "" };
  } catch (e) {
    return { name, error: e instanceof Error ? `${e.message}\n${e.stack ?? ""}` : String(e) };
  }
}

/** Fails unless both are the same in every part. */
export function equal(got: unknown, want: unknown): void {
  const a = JSON.stringify(got, sorted);
  const b = JSON.stringify(want, sorted);
  if (a !== b) throw new Error(`got ${a}, want ${b}`);
}

export function ok(fact: boolean, words: string): void {
  if (!fact) throw new Error(words);
}

function sorted(_: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** For the Go side, once all have ended. */
export function publish(): void {
  void Promise.all(running).then((outcomes) => {
    (globalThis as { outcomes?: Outcome[] }).outcomes = outcomes;
  });
}
