import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { useFocusOn } from "../player/hooks.ts";
import type { Refusal } from "./asks.ts";

interface Props {
  refusal: Refusal;
  onRetry: () => void;
}

/** Closed says why a pack can not be studied now. What was answered so far is not lost. */
export function Closed({ refusal, onRetry }: Props) {
  const heading = useFocusOn(refusal.why);
  const words = refusal.why === "other" ? refusal.words : t(`study.${refusal.why}`);
  return (
    <section class="study-card study-closed" role="alert">
      <h1 tabIndex={-1} ref={heading}>{t(`study.${refusal.why}.title`)}</h1>
      <p>{words}</p>
      <div class="study-deeds">
        {refusal.why === "not_open" ? null : <Button kind="primary" onClick={onRetry}>{t("retry")}</Button>}
        <a class="button" href="/study">{t("study.all")}</a>
      </div>
    </section>
  );
}
