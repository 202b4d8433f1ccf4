import { useRef, useState } from "preact/hooks";
import { t, tn } from "../lib/i18n.ts";
import { flip, places } from "../lib/motion.ts";
import { minutesOf, type Picked } from "../host/picked.ts";
import { useDrag } from "../player/answers/drag.ts";
import { Button } from "../ui/button.tsx";
import { Cross } from "../ui/shape.tsx";
import { Words } from "../ui/words.tsx";
import type { Picks } from "./use_picks.ts";
import "./tray.css";

/** Tray stays at the bottom with what was picked: how much it is, in which order, and the way on to the game. */
export function Tray({ picks }: { picks: Picks }) {
  const [open, setOpen] = useState(false);
  const { list } = picks;
  if (list.length === 0) return picks.said ? <p class="find-said" role="status">{picks.said}</p> : null;
  return (
    <section class="tray" id="find-tray" tabIndex={-1} aria-label={t("find.tray")}>
      <div class="tray-inside">
        {picks.said ? <p class="tray-said" role="status">{picks.said}</p> : null}
        {open ? <List picks={picks} /> : null}
        <p class="tray-sum">{tn("find.tray.sum", list.length, { minutes: minutesOf(list) })}</p>
        <div class="tray-deeds">
          <Button aria-expanded={open} aria-controls="tray-list" onClick={() => setOpen(!open)}>{t(open ? "find.tray.hide" : "find.tray.show")}</Button>
          <a class="button button-primary" href="/host#picked">{t("find.tray.setup")}</a>
        </div>
      </div>
    </section>
  );
}

/** List is the picked questions in the order in which they will be asked. They move by buttons or by dragging. */
function List({ picks }: { picks: Picks }) {
  const root = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number, slide = true): void => {
    const before = root.current && slide ? places(root.current) : null;
    const pressed = document.activeElement;
    picks.move(from, to);
    if (before) requestAnimationFrame(() => {
      if (root.current) flip(root.current, before, 180);
      keepFocus(pressed);
    });
  };
  const remove = (one: Picked, place: number): void => {
    picks.toggle(one);
    requestAnimationFrame(() => {
      const rows = root.current?.querySelectorAll<HTMLElement>(".tray-row") ?? [];
      rows[Math.min(place, rows.length - 1)]?.querySelector<HTMLElement>("button:last-child")?.focus();
    });
  };
  const drag = useDrag(root, (from, to) => move(from, to, false));
  return (
    <div class="tray-list" id="tray-list">
      <ol ref={root}>
        {picks.list.map((one, place) => (
          <li key={one.id} class="tray-row" data-id={one.id}>
            <span class="tray-grip" {...drag(place)}>
              <span class="tray-place">{place + 1}</span>
              <span class="tray-prompt"><Words text={one.prompt} /></span>
            </span>
            <Deeds one={one} place={place} of={picks.list.length} onMove={move} onRemove={() => remove(one, place)} />
          </li>
        ))}
      </ol>
      <Button kind="quiet" class="tray-clear" onClick={picks.clear}>{t("find.tray.clear")}</Button>
    </div>
  );
}

/** keepFocus gives the focus back to a button that moved with its row, or to its neighbour where it does nothing any more. */
function keepFocus(pressed: Element | null): void {
  if (!(pressed instanceof HTMLButtonElement) || document.activeElement === pressed && !pressed.disabled) return;
  const buttons = [...(pressed.closest(".tray-buttons")?.querySelectorAll("button") ?? [])];
  (pressed.disabled ? buttons.find((button) => !button.disabled) : pressed)?.focus();
}

interface DeedsProps {
  one: Picked;
  place: number;
  of: number;
  onMove: (from: number, to: number) => void;
  onRemove: () => void;
}

function Deeds({ one, place, of, onMove, onRemove }: DeedsProps) {
  return (
    <span class="tray-buttons">
      <Button aria-label={t("find.up", { prompt: one.prompt })} disabled={place === 0} onClick={() => onMove(place, place - 1)}><Arrow /></Button>
      <Button class="tray-down" aria-label={t("find.down", { prompt: one.prompt })} disabled={place === of - 1} onClick={() => onMove(place, place + 1)}>
        <Arrow />
      </Button>
      <Button aria-label={t("find.remove", { prompt: one.prompt })} onClick={onRemove}><Cross /></Button>
    </span>
  );
}

function Arrow() {
  return (
    <svg class="shape" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 20V5m-6.5 6L12 4.5 18.5 11" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
