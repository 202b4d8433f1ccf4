import { useEffect, useState } from "preact/hooks";
import type { RowView, View } from "../lib/protocol.ts";
import { t } from "../lib/i18n.ts";
import { confetti } from "../lib/motion.ts";
import "./podium.css";

/** Steps come on two seconds apart: third, second, first. */
const STEP = 2000;

/** Podium brings the three best on, one after the other; a press shows all at once. */
export function Podium({ view, age, calm }: { view: View; age: number; calm: boolean }) {
  const places = placesOf(view.table ?? []);
  const [shown, setShown] = useState(calm || age > STEP * 3 ? places.length : 0);
  const over = shown >= places.length;

  useEffect(() => {
    if (over) return;
    const timer = setTimeout(() => setShown((before) => before + 1), shown === 0 ? STEP / 3 : STEP);
    return () => clearTimeout(timer);
  }, [shown, over]);

  useEffect(() => {
    if (over && !calm && places.length > 0) confetti(140);
  }, [over]);

  return (
    <div class="podium">
      <h1 class="podium-title">{t("screen.podium.title")}</h1>
      <ol class="podium-steps">
        {places.map((row, order) => (
          <li key={row.id} class="podium-step" data-slot={places.length - order} data-shown={order < shown ? "" : undefined} aria-hidden={order < shown ? undefined : "true"}>
            <div class="podium-who">
              <Medal place={row.rank} />
              <bdi class="podium-name">{row.name}</bdi>
            </div>
            <div class="podium-block">
              <span class="podium-score">{t("screen.podium.points", { points: row.score })}</span>
            </div>
          </li>
        ))}
      </ol>
      {over ? null : (
        <button type="button" class="podium-skip" onClick={() => setShown(places.length)}>
          {t("screen.podium.skip")}
        </button>
      )}
    </div>
  );
}

/** placesOf gives the order of appearance: from the third place to the first. The style sheet puts the first in the middle. */
export function placesOf(rows: readonly RowView[]): RowView[] {
  return rows.slice(0, 3).reverse();
}

function Medal({ place }: { place: number }) {
  return (
    <svg class="podium-medal" viewBox="0 0 48 60" aria-hidden="true">
      <path class="podium-ribbon" d="M12 0h9l6 22h-9zM36 0h-9l-6 22h9z" />
      <circle cx="24" cy="38" r="20" />
      <text x="24" y="46">{place}</text>
    </svg>
  );
}
