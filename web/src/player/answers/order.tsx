import { useRef, useState } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { flip, places } from "../../lib/motion.ts";
import { unlock } from "../../lib/sound.ts";
import { Button } from "../../ui/button.tsx";
import { announce } from "../../ui/live.tsx";
import { Words } from "../../ui/words.tsx";
import { moved } from "./moved.ts";
import { settled, type AnswerProps } from "./props.ts";
import { useDrag } from "./drag.ts";
import "./order.css";

/** Items to put in order: by buttons, by arrow keys on them, or by dragging. */
export function Order(props: AnswerProps) {
  const { question, onAnswer } = props;
  const size = question.size ?? question.choices?.length ?? 0;
  const [order, setOrder] = useState<readonly number[]>(() => Array.from({ length: size }, (_, i) => i));
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number, animate = true): void => {
    if (to < 0 || to >= order.length || from === to) return;
    unlock();
    const was = list.current && animate ? places(list.current) : null;
    setOrder(moved(order, from, to));
    announce(t("order.moved", { item: textOf(order[from] ?? 0), place: to + 1, of: order.length }));
    if (was) requestAnimationFrame(() => list.current && flip(list.current, was, 180));
  };
  const drag = useDrag(list, (from, to) => move(from, to, false));
  const textOf = (item: number): string => question.choices?.[item] ?? "";
  if (settled(props)) return null;
  return (
    <>
      <ol class="order" ref={list} aria-labelledby="prompt">
        {order.map((item, place) => (
          <li key={item} class="order-row" data-id={item}>
            <span class="order-place">{place + 1}</span>
            <span class="order-grip" {...drag(place)}>
              <Words text={textOf(item)} lang={question.lang} />
            </span>
            <Button class="order-button" disabled={place === 0} aria-label={t("order.up", { item: textOf(item) })} onClick={() => move(place, place - 1)}>
              <Arrow />
            </Button>
            <Button class="order-button order-down" disabled={place === size - 1} aria-label={t("order.down", { item: textOf(item) })} onClick={() => move(place, place + 1)}>
              <Arrow />
            </Button>
          </li>
        ))}
      </ol>
      <Button kind="primary" large class="lock-in" onClick={() => onAnswer({ pick: [...order] })}>{t("lock.in")}</Button>
    </>
  );
}

function Arrow() {
  return (
    <svg class="shape" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 20V5m-6.5 6L12 4.5 18.5 11" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
