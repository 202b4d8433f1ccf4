import { t } from "../../lib/i18n.ts";
import { languageName } from "../../ui/language_name.ts";
import { unstated } from "../blank.ts";
import type { Editor } from "../editor.ts";
import type { PackForm } from "../pack.ts";
import type { Places } from "../place.ts";
import { Beside, Pick, Text } from "./beside.tsx";
import { Rounds, Topics } from "./parts.tsx";
import "./form.css";

interface Props {
  editor: Editor;
  places: Places;
}

const licences = [unstated, "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"];
const tongues = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "tr", "uk", "ar", "hi", "ja", "zh"];

/** AboutForm is what the pack says of itself, its rounds and its topics. */
export function AboutForm({ editor, places }: Props) {
  const pack = editor.history.value.now;
  const set = (patch: Partial<PackForm>, field = ""): void => editor.change({ ...editor.pack, ...patch }, field && `/${field}`);
  const at = (place: string) => places.get(place);
  return (
    <div class="form">
      <Beside findings={at("")} />
      <Text label={t("edit.title")} name="title" value={pack.title} lang={pack.language} findings={at("title")} onInput={(title) => set({ title }, "title")} />
      <Text
        label={t("edit.description")} hint={t("edit.description.hint")} lines={2} value={pack.description} lang={pack.language} findings={at("description")}
        onInput={(description) => set({ description }, "description")}
      />
      <div class="form-two">
        <Text
          label={t("edit.language")} hint={named(pack.language)} value={pack.language} offers={tongues} findings={at("language")}
          onInput={(language) => set({ language }, "language")}
        />
        <Pick
          label={t("edit.license")} hint={t("edit.license.hint")} value={pack.license} findings={at("license")}
          options={[...new Set([...licences, pack.license])].map((value) => ({ value, title: value === unstated ? t("edit.license.unstated") : value }))}
          onChange={(license) => set({ license })}
        />
        <Text
          label={t("edit.authors")} hint={t("edit.authors.hint")} value={(pack.authors ?? []).join(",")} findings={at("authors")}
          onInput={(text) => set({ authors: text === "" ? undefined : text.split(",") }, "authors")}
        />
        <Text label={t("edit.version")} hint={t("edit.version.hint")} value={pack.version} findings={at("version")} onInput={(version) => set({ version }, "version")} />
      </div>
      <Rounds editor={editor} places={places} />
      <Topics editor={editor} places={places} />
    </div>
  );
}

/** named is what a language is called in itself, if the tag means one. */
function named(tag: string): string | undefined {
  const name = languageName(tag);
  return name === tag ? undefined : name;
}
