import { t } from "../../lib/i18n.ts";
import type { Source } from "../pack.ts";
import type { Places } from "../place.ts";
import { Beside, Text } from "./beside.tsx";
import { Rows } from "./rows.tsx";

interface Props {
  sources: readonly Source[];
  places?: Places | undefined;
  onChange: (sources: Source[]) => void;
}

/** Sources say where a fact can be checked. */
export function Sources({ sources, places, onChange }: Props) {
  return (
    <div class="form-group" role="group" aria-label={t("edit.sources")}>
      <h3>{t("edit.sources")}</h3>
      <Beside findings={places?.get("sources")} />
      <Rows<Source> name={t("edit.source")} items={sources} least={0} most={20} add={t("edit.sources.add")} blank={{ title: "" }} onChange={onChange}>
        {(source, place, put) => (
          <>
            <div class="row-pair">
              <Text
                label={t("edit.source.title", { place: place + 1 })} hidden value={source.title} placeholder={t("edit.source.title.placeholder")}
                onInput={(title) => put({ ...source, title })}
              />
              <span class="row-arrow" aria-hidden="true">·</span>
              <Text
                label={t("edit.source.url", { place: place + 1 })} hidden kind="url" value={source.url} placeholder="https://"
                onInput={(url) => put({ ...source, url })}
              />
            </div>
            <Beside findings={places?.get(`sources.${place}`)} />
          </>
        )}
      </Rows>
    </div>
  );
}
