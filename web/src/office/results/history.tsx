import { moment, number, t, tn } from "../../lib/i18n.ts";
import { Words } from "../../ui/words.tsx";
import type { Asked } from "../asked.ts";
import { Loaded, Panel } from "../panel.tsx";
import type { Correction } from "./asks.ts";
import { signed } from "./points.ts";

/** How many moves of one correction are told; a question that no longer counts moves everybody. */
const told = 5;

/** History says what was corrected, the latest first, and what each correction moved. */
export function History({ asked }: { asked: Asked<Correction[]> }) {
  return (
    <Panel title={t("office.history.title")}>
      <Loaded asked={asked}>
        {(list) => (
          <>
            {list.length === 0 ? <p class="quiet">{t("office.history.none")}</p> : null}
            <ol class="history" reversed>
              {[...list].reverse().map((one) => <Line key={one.n} of={one} />)}
            </ol>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Line({ of }: { of: Correction }) {
  const all = of.moves ?? [];
  const moves = all.filter((move) => move.score !== move.score_was); // of the others only the rank has moved
  const untold = all.length - Math.min(told, moves.length);
  return (
    <li class="history-line">
      <p class="history-what"><Words text={wordsOf(of)} /></p>
      {of.reason ? <p class="history-why">{t("office.history.reason", { reason: of.reason })}</p> : null}
      {all.length ? (
        <ul class="history-moves">
          {moves.slice(0, told).map((move) => (
            <li key={move.name}>
              {t(move.rank === move.rank_was ? "office.history.move" : "office.history.move.rank", {
                name: move.name, was: number(move.score_was), now: number(move.score), from: move.rank_was || "–", to: move.rank || "–",
              })}
            </li>
          ))}
          {untold > 0 ? <li>{tn("office.history.moves", untold)}</li> : null}
        </ul>
      ) : null}
      <p class="history-when">{moment(of.at)}{of.after_end ? "" : ` · ${t("office.history.during")}`}</p>
    </li>
  );
}

function wordsOf(one: Correction): string {
  const question = one.number ? t("office.questions.number", { number: one.number }) : one.prompt ?? "";
  switch (one.kind) {
    case "judged":
      return t(one.on ? "office.history.accepted" : "office.history.rejected", { text: (one.texts ?? []).join(", "), question });
    case "voided":
      return t(one.on ? "office.history.voided" : "office.history.unvoided", { question });
    case "adjusted":
      return t("office.history.adjusted", {
        name: one.name || t("office.table.noname"), points: signed(number(Math.abs(one.delta ?? 0)), (one.delta ?? 0) < 0),
      });
    case "renamed":
      return t("office.history.renamed", { was: one.was || t("office.table.noname"), name: one.name || t("office.table.noname") });
  }
}
