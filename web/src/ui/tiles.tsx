// The tiles that a choice is made with.

import { t } from "../lib/i18n.ts";
import { hueOf, letterOf, Shape, Tick } from "./shape.tsx";
import { Words } from "./words.tsx";
import "./tiles.css";

export type TileState = "idle" | "picked" | "sending" | "locked" | "dimmed";

interface TileProps {
  index: number;
  /** Missing where the host keeps text off the phones. */
  text?: string | undefined;
  lang?: string | undefined;
  state?: TileState;
  /** For several choices at once: a check box instead of a button that answers at once. */
  multiple?: boolean;
  disabled?: boolean;
  onPress?: () => void;
}

/** One choice: shape, letter, colour and text. */
export function Tile({ index, text, lang, state = "idle", multiple, disabled, onPress }: TileProps) {
  const on = state === "picked" || state === "sending" || state === "locked";
  return (
    <button
      type="button"
      class={`tile hue-${hueOf(index)}`}
      data-state={state}
      disabled={disabled && !on}
      aria-pressed={multiple || on ? on : undefined}
      aria-disabled={disabled}
      aria-keyshortcuts={`${index + 1} ${letterOf(index)}`}
      onClick={() => !disabled && onPress?.()}
    >
      <span class="tile-mark">
        <Shape index={index} />
        <span class="tile-letter">{letterOf(index)}</span>
      </span>
      <span class="tile-text">{text ? <Words text={text} lang={lang} /> : null}</span>
      {multiple || on ? <span class="tile-box">{on ? <Tick /> : null}</span> : null}
    </button>
  );
}

interface TilesProps {
  size: number;
  choices?: readonly string[] | undefined;
  lang?: string | undefined;
  /** State of each tile. */
  stateOf: (index: number) => TileState;
  multiple?: boolean;
  disabled?: boolean;
  onPress: (index: number) => void;
  labelledBy?: string;
}

/** All choices of a question, filling the room there is; one column on narrow phones. */
export function Tiles({ size, choices, lang, stateOf, multiple, disabled, onPress, labelledBy }: TilesProps) {
  const longest = Math.max(0, ...(choices ?? []).map((text) => [...text].length));
  const fit = longest <= 16 ? "l" : longest <= 44 ? "m" : "s";
  return (
    <div
      class={`tiles${longest ? "" : " tiles-bare"}`}
      data-size={size}
      data-fit={fit}
      role="group"
      aria-labelledby={labelledBy}
      aria-label={labelledBy ? undefined : t("question.choices")}
    >
      {Array.from({ length: size }, (_, i) => (
        <Tile
          key={i}
          index={i}
          text={choices?.[i]}
          lang={lang}
          state={stateOf(i)}
          multiple={multiple ?? false}
          disabled={disabled ?? false}
          onPress={() => onPress(i)}
        />
      ))}
    </div>
  );
}
