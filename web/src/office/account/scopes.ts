import { isKey, t } from "../../lib/i18n.ts";

/** scopeWords says what a scope lets a program do; the scope itself if nobody has words for it. */
export function scopeWords(scope: string): string {
  const key = `office.scope.${scope}`;
  return isKey(key) ? t(key) : scope;
}
