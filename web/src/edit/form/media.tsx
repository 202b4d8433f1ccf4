import { useRef, useState } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { announce } from "../../ui/live.tsx";
import { replaced, without } from "../change.ts";
import { addressOf, taken, Unreadable } from "../files.ts";
import type { Editor } from "../editor.ts";
import type { Medium } from "../pack.ts";
import { Beside, Pick, Text } from "./beside.tsx";
import type { PartProps } from "./props.ts";
import "./media.css";

/** How many pictures and sounds a question has at most. */
const MOST = 4;

/** MediaPart is the pictures and sounds of a question: chosen, dropped or pasted, each with a text for those who do not see or hear it. */
export function MediaPart({ editor, q, places, set }: PartProps & { editor: Editor }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState("");
  const media = q.media ?? [];
  const take = async (files: Iterable<File>): Promise<void> => {
    setWrong("");
    const fresh: Medium[] = [];
    for (const file of files) {
      if (media.length + fresh.length >= MOST) break;
      try {
        const medium = await taken(file);
        editor.addFile(medium.src, medium.base64);
        fresh.push({ type: medium.type, src: medium.src, alt: "" });
      } catch (problem) {
        setWrong(t(problem instanceof Unreadable ? `edit.media.${problem.why}` : "edit.media.broken", { file: file.name }));
      }
    }
    if (fresh.length === 0) return;
    set({ media: [...media, ...fresh] });
    announce(t("edit.media.added"));
  };
  const drop = (e: DragEvent): void => {
    const files = [...(e.dataTransfer?.files ?? [])];
    setOver(false);
    if (files.length === 0) return;
    e.preventDefault();
    e.stopPropagation();
    void take(files);
  };
  return (
    <fieldset
      class="form-part media-part" data-over={over ? "" : undefined}
      onDragOver={(e) => {
        if (!e.dataTransfer?.types.includes("Files")) return;
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)} onDrop={drop}
      onPaste={(e) => {
        const files = [...(e.clipboardData?.files ?? [])];
        if (files.length > 0) void take(files);
      }}
    >
      <legend>{t("edit.media")}</legend>
      <Beside findings={places.get("media")} />
      <ol class="media-list">
        {media.map((medium, place) => (
          <li key={medium.src} class="media-one">
            {medium.type === "image"
              ? <img class="media-seen" src={addressOf(medium.src, editor)} alt={medium.alt} />
              : <audio class="media-heard" controls src={addressOf(medium.src, editor)} aria-label={medium.alt} />}
            <div class="media-words">
              <Text
                label={t(medium.type === "image" ? "edit.media.alt" : "edit.media.alt.audio")} value={medium.alt} lang={q.language}
                hint={t(medium.type === "image" ? "edit.media.alt.hint" : "edit.media.alt.audio.hint")} findings={places.get(`media.${place}`)}
                onInput={(alt) => set({ media: replaced(media, place, { ...medium, alt }) }, `media${place}alt`)}
              />
              <div class="form-two">
                <Pick
                  label={t("edit.media.at")} value={medium.at || "prompt"}
                  options={[{ value: "prompt", title: t("edit.media.at.prompt") }, { value: "reveal", title: t("edit.media.at.reveal") }]}
                  onChange={(at) => set({ media: replaced(media, place, { ...medium, at: at === "prompt" ? undefined : at }) })}
                />
                <Text
                  label={t("edit.media.license")} value={medium.license} placeholder={t("edit.license.packs")}
                  onInput={(license) => set({ media: replaced(media, place, { ...medium, license }) }, `media${place}license`)}
                />
              </div>
              <Button class="media-remove" onClick={() => set({ media: without(media, place) })}>{t("edit.media.remove")}</Button>
            </div>
          </li>
        ))}
      </ol>
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
      {media.length < MOST ? (
        <div class="media-add">
          <input
            ref={input} class="sr-only" type="file" accept="image/png,image/jpeg,image/gif,image/webp,.mp3,.ogg,.wav" multiple tabIndex={-1} aria-hidden="true"
            onChange={(e) => {
              void take([...(e.currentTarget.files ?? [])]);
              e.currentTarget.value = "";
            }}
          />
          <Button onClick={() => input.current?.click()}>{t("edit.media.add")}</Button>
          <span class="field-hint">{t("edit.media.drop")}</span>
        </div>
      ) : null}
    </fieldset>
  );
}
