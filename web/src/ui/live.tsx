// The one polite live region of a page. What is announced here is for those who do not see the page change.

import { signal } from "@preact/signals";

const words = signal("");
let turn = false;

/** Says the text through a screen reader, when it is next quiet. Saying the same again is heard again. */
export function announce(text: string): void {
  turn = !turn;
  words.value = turn ? text : `${text}\u00a0`;
}

export function Live() {
  return (
    <div class="sr-only" role="status" aria-live="polite" aria-atomic="true">
      {words.value}
    </div>
  );
}
