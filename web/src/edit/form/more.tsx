import { t } from "../../lib/i18n.ts";
import { Beside, Pick, Text } from "./beside.tsx";
import type { PartProps } from "./props.ts";
import { Sources } from "./sources.tsx";

const limits = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600];
const worths = [0, 500, 1000, 1500, 2000, 3000];

/** withOwn lists what is offered, and the value that is there where it is none of these. */
const withOwn = (offered: readonly number[], own: number): number[] => [...new Set([...offered, own])].sort((a, b) => a - b);

/** Frame is the round, the limit and the points of a question. */
export function FramePart({ pack, q, places, set }: PartProps) {
  const scored = q.kind !== "poll" && q.kind !== "slide";
  return (
    <div class="form-three">
      <Pick
        label={t("edit.time")} value={q.time} findings={places.get("time")}
        options={withOwn(limits, q.time).map((value) => ({ value, title: t("edit.seconds", { seconds: value }) }))}
        onChange={(value) => set({ time: Number(value) })}
      />
      {scored ? (
        <Pick
          label={t("edit.points")} value={q.points} findings={places.get("points")}
          options={withOwn(worths, q.points).map((value) => ({ value, title: t("edit.points.of", { points: value }) }))}
          onChange={(value) => set({ points: Number(value) })}
        />
      ) : null}
      {pack.rounds?.length ? (
        <Pick
          label={t("edit.round")} value={q.round ?? ""} findings={places.get("round")}
          options={[{ value: "", title: t("edit.round.none") }, ...pack.rounds.map(({ title }) => ({ value: title, title }))]}
          onChange={(round) => set({ round: round || undefined })}
        />
      ) : null}
    </div>
  );
}

/** More is what most questions do without: what is told on the review page, what one is found by, and what goes with the facts. */
export function More({ pack, q, places, set }: PartProps) {
  const said = ["details", "sources", "tags", "topic", "difficulty", "language", "license", "checked", "expires"]
    .some((place) => [...places.keys()].some((key) => key.startsWith(place)));
  return (
    <details class="form-more" open={said || undefined}>
      <summary>{t("edit.more")}</summary>
      <Text
        label={t("edit.details")} hint={t("edit.details.hint")} lines={6} value={q.details} lang={q.language} findings={places.get("details")}
        onInput={(details) => set({ details }, "details")}
      />
      <Sources sources={q.sources ?? []} places={places} onChange={(sources) => set({ sources }, `sources${sources.length}`)} />
      {pack.topics?.length ? (
        <Pick
          label={t("edit.topic")} value={q.topic ?? ""} findings={places.get("topic")}
          options={[{ value: "", title: t("edit.topic.none") }, ...pack.topics.map(({ id, title }) => ({ value: id, title: title || id }))]}
          onChange={(topic) => set({ topic: topic || undefined })}
        />
      ) : null}
      <Tags {...{ pack, q, places, set }} />
      <div class="form-two">
        <Pick
          label={t("edit.difficulty")} value={q.difficulty ?? ""} findings={places.get("difficulty")}
          options={(["", "easy", "medium", "hard"] as const).map((value) => ({ value, title: t(`edit.difficulty.${value || "none"}`) }))}
          onChange={(difficulty) => set({ difficulty: difficulty || undefined })}
        />
        <Text label={t("edit.language.own")} value={q.language} placeholder={pack.language} findings={places.get("language")} onInput={(language) => set({ language }, "language")} />
        <Text label={t("edit.checked")} kind="date" value={q.checked} findings={places.get("checked")} onInput={(checked) => set({ checked }, "checked")} />
        <Text label={t("edit.expires")} kind="date" value={q.expires} findings={places.get("expires")} onInput={(expires) => set({ expires }, "expires")} />
        <Text
          label={t("edit.license.own")} value={q.license} placeholder={t("edit.license.packs")} findings={places.get("license")}
          onInput={(license) => set({ license }, "license")}
        />
      </div>
    </details>
  );
}

/** Tags are typed with commas between them. */
function Tags({ q, places, set }: PartProps) {
  const said = [...places].filter(([place]) => place.startsWith("tags")).flatMap(([, findings]) => findings);
  return (
    <>
      <Text
        label={t("edit.tags")} hint={t("edit.tags.hint")} value={(q.tags ?? []).join(",")}
        onInput={(text) => set({ tags: text === "" ? undefined : text.split(",") }, "tags")}
      />
      <Beside findings={said} />
    </>
  );
}
