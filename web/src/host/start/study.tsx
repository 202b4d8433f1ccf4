import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { openStudy, type Pack } from "../bank.ts";
import { Copied } from "../copied.tsx";
import { Switch } from "../field.tsx";
import { wordsOf } from "../problem.ts";
import "./sharing.css";

interface Props {
  pack: Pack;
  open: boolean;
  onChanged: () => void;
}

/** StudyOf opens a pack for study, or closes it, and gives the address to hand out. */
export function StudyOf({ pack, open, onChanged }: Props) {
  const [now, setNow] = useState(open);
  const [wrong, setWrong] = useState("");
  const change = (to: boolean): void => {
    setWrong("");
    setNow(to);
    openStudy(pack.id, to).then(
      (done) => {
        setNow(done.open);
        onChanged();
      },
      (problem: unknown) => {
        setNow(!to);
        setWrong(wordsOf(problem));
      },
    );
  };
  return (
    <section class="sharing" aria-labelledby="study">
      <h3 id="study">{t("host.study.title")}</h3>
      <Switch title={t("host.study.open")} hint={t("host.study.open.hint")} on={now} onChange={change} />
      {now ? (
        <Copied
          label={t("host.study.address")} hint={t("host.study.address.hint")} text={`${location.origin}/study/${encodeURIComponent(pack.id)}`}
        />
      ) : null}
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
    </section>
  );
}
