// The rounds and the topics of a pack.
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { freeID, withoutRound, withoutTopic, withRound, withTopic } from "../change.ts";
import type { Editor } from "../editor.ts";
import type { Places } from "../place.ts";
import { Beside, Text } from "./beside.tsx";
import { Sources } from "./sources.tsx";

interface Props {
  editor: Editor;
  places: Places;
}

/** Rounds part a pack; each has a title card of its own. */
export function Rounds({ editor, places }: Props) {
  const pack = editor.history.value.now;
  const rounds = pack.rounds ?? [];
  return (
    <fieldset class="form-part">
      <legend>{t("edit.rounds")}</legend>
      <p class="field-hint">{t("edit.rounds.hint")}</p>
      <Beside findings={places.get("rounds")} />
      {rounds.map((round, place) => (
        <div key={round.id} class="form-card" role="group" aria-label={t("edit.round.of", { place: place + 1 })}>
          <Text
            label={t("edit.round.title", { place: place + 1 })} value={round.title} lang={pack.language} findings={places.get(`rounds.${place}`)}
            onInput={(title) => editor.change(withRound(editor.pack, place, { ...round, title }), `/rounds${place}`)}
          />
          <Text
            label={t("edit.round.intro")} value={round.intro} lang={pack.language}
            onInput={(intro) => editor.change(withRound(editor.pack, place, { ...round, intro }), `/intro${place}`)}
          />
          <Button class="media-remove" onClick={() => editor.change(withoutRound(editor.pack, place))}>{t("edit.round.remove", { title: round.title })}</Button>
        </div>
      ))}
      <Button class="rows-add" onClick={() => editor.change({ ...editor.pack, rounds: [...rounds, { id: freeID(rounds, `round-${rounds.length + 1}`), title: "" }] })}>
        {t("edit.rounds.add")}
      </Button>
    </fieldset>
  );
}

/** Topics are what several questions are about, for study. */
export function Topics({ editor, places }: Props) {
  const pack = editor.history.value.now;
  const topics = pack.topics ?? [];
  const fresh = () => ({ id: freeID(topics, `topic-${topics.length + 1}`), title: "", summary: "", details: "" });
  return (
    <fieldset class="form-part">
      <legend>{t("edit.topics")}</legend>
      <p class="field-hint">{t("edit.topics.hint")}</p>
      <Beside findings={places.get("topics")} />
      {topics.map((topic, place) => {
        const put = (patch: Partial<typeof topic>, field: string): void =>
          editor.change(withTopic(editor.pack, place, { ...topic, ...patch }), `/${field}${place}`);
        return (
          <details key={topic.id} class="form-card" open={topic.title === "" || places.has(`topics.${place}`) || undefined}>
            <summary>{topic.title || t("edit.topic.of", { place: place + 1 })}</summary>
            <div class="form">
              <Beside findings={places.get(`topics.${place}`)} />
              <Text label={t("edit.topic.title")} value={topic.title} lang={pack.language} onInput={(title) => put({ title }, "topictitle")} />
              <Text label={t("edit.topic.summary")} lines={2} value={topic.summary} lang={pack.language} onInput={(summary) => put({ summary }, "topicsummary")} />
              <Text label={t("edit.topic.details")} lines={6} value={topic.details} lang={pack.language} onInput={(details) => put({ details }, "topicdetails")} />
              <Sources sources={topic.sources ?? []} onChange={(sources) => put({ sources }, `topicsources${sources.length}`)} />
              <Button class="media-remove" onClick={() => editor.change(withoutTopic(editor.pack, place))}>{t("edit.topic.remove")}</Button>
            </div>
          </details>
        );
      })}
      <Button class="rows-add" onClick={() => editor.change({ ...editor.pack, topics: [...topics, fresh()] })}>{t("edit.topics.add")}</Button>
    </fieldset>
  );
}
