import type { Kind } from "../../lib/protocol.ts";
import { number, t, tn } from "../../lib/i18n.ts";
import type { Pack } from "../bank.ts";
import { Button } from "../../ui/button.tsx";
import { languageName } from "../../ui/language_name.ts";
import { Tick } from "../../ui/shape.tsx";
import "./pack_card.css";

interface Props {
  pack: Pack;
  chosen: boolean;
  onToggle: () => void;
  onLook: () => void;
}

/** PackCard is a pack in the bank: choose it, or look inside first. */
export function PackCard({ pack, chosen, onToggle, onLook }: Props) {
  return (
    <li class="pack" data-on={chosen ? "" : undefined}>
      <label class="pack-choose">
        <input type="checkbox" checked={chosen} onChange={onToggle} aria-label={t("host.pack.choose", { title: pack.title })} />
        <span class="pack-tick" aria-hidden="true">{chosen ? <Tick /> : null}</span>
        <span class="pack-title" lang={pack.language}>{pack.title}</span>
      </label>
      {pack.description ? <p class="pack-words" lang={pack.language}>{pack.description}</p> : null}
      <p class="pack-facts">
        <strong>{tn("host.pack.questions", pack.questions)}</strong>
        <span>{t("host.pack.minutes", { count: pack.minutes })}</span>
        <span class="pack-language">{languageName(pack.language)}</span>
        {badge(pack) ? <span class="pack-yours">{badge(pack)}</span> : null}
      </p>
      <ul class="pack-kinds">
        {kindsOf(pack).map(([kind, count]) => (
          <li key={kind}>{t(`host.kind.${kind}`)} {number(count)}</li>
        ))}
      </ul>
      <Button kind="quiet" class="pack-look" onClick={onLook} aria-label={t("host.pack.preview.of", { title: pack.title })}>
        {t("host.pack.preview")}
      </Button>
    </li>
  );
}

/** badge says whose a pack is, if it is somebody's, and whether others have it. */
function badge(pack: Pack): string {
  if (pack.source === "yours") return t(pack.sharing?.all ? "host.pack.yours.all" : "host.pack.yours");
  return pack.source === "others" ? t("host.pack.by", { name: pack.host_name || t("host.pack.by.first") }) : "";
}

/** kindsOf lists the kinds of question in a pack, the most frequent first. */
function kindsOf(pack: Pack): [Kind, number][] {
  const kinds = Object.entries(pack.kinds ?? {}) as [Kind, number][];
  return kinds.sort((a, b) => b[1] - a[1]).slice(0, 4);
}
