// Requests to the JSON API. An error is what the server says in words (application/problem+json), or that it is away.

export interface Finding {
  /** error: the file is not taken; skipped: this item is not; warning: have a look. */
  severity: "error" | "skipped" | "warning";
  line: number;
  column: number;
  /** The id of the question in its pack, where there is one. */
  question?: string;
  /** Its field: "choices.2.text". */
  path?: string;
  code: string;
  words: string;
}

/** An answer other than 2xx. `status` 0 means that there was no answer at all. */
export class APIError extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly findings: Finding[] = []) {
    super(message);
  }
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Asks for a path and reads its JSON; undefined for 204. A body that is not FormData is sent as JSON. */
export async function api<T>(method: Method, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<T> {
  return (await tagged<T>(method, path, body, headers)).data;
}

/** What api gives, with the ETag that names its version. */
export async function tagged<T>(
  method: Method, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {},
): Promise<{ data: T; tag: string }> {
  const form = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      // What others may keep for a while has to be as it is now for whoever has just changed it.
      cache: "no-cache",
      headers: { accept: "application/json", ...(body === undefined || form ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new APIError(0, "offline", "");
  }
  const tag = response.headers.get("etag") ?? "";
  if (response.status === 204) return { data: undefined as T, tag };
  const data = (await response.json().catch(() => null)) as Record<string, unknown> | null;
  if (response.ok) return { data: data as T, tag };
  throw new APIError(
    response.status,
    String(data?.["code"] ?? ""),
    String(data?.["detail"] ?? data?.["title"] ?? ""),
    (data?.["findings"] as Finding[] | undefined) ?? [],
  );
}
