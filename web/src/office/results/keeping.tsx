import { useState } from "preact/hooks";
import { Options, Select } from "../../host/field.tsx";
import { wordsOf } from "../../host/problem.ts";
import { t, tn } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useAsked } from "../asked.ts";
import { Confirm } from "../form_dialog.tsx";
import { Loaded, Panel } from "../panel.tsx";
import { removeNames, removeResult, retention, setRetention, type Retention } from "./asks.ts";

interface Props {
  id: string;
  title: string;
  nameless: boolean;
  onChanged: () => Promise<void>;
}

/** Keeping is how long a game is kept, and what can go at once. */
export function Keeping({ id, title, nameless, onChanged }: Props) {
  const asked = useAsked(() => retention(id), [id]);
  const [going, setGoing] = useState<"" | "names" | "game">("");
  return (
    <Panel title={t("office.keeping.title")}>
      <Loaded asked={asked}>{(rule) => <Rule id={id} rule={rule} onSaved={asked.put} />}</Loaded>
      <div class="part">
        <h3>{t("office.keeping.now")}</h3>
        <div class="deeds-row">
          {nameless ? <p class="quiet">{t("office.keeping.nameless")}</p> : (
            <Button kind="danger" onClick={() => setGoing("names")}>{t("office.keeping.names")}</Button>
          )}
          <Button kind="danger" onClick={() => setGoing("game")}>{t("office.keeping.game")}</Button>
        </div>
      </div>
      <Confirm
        title={t("office.keeping.names.title")}
        words={t("office.keeping.names.words")}
        yes={t("office.keeping.names.yes")}
        open={going === "names"}
        onYes={async () => {
          await removeNames(id);
          await onChanged();
        }}
        onClose={() => setGoing("")}
      />
      <Confirm
        title={t("office.keeping.game.title", { title: title || t("office.results.untitled") })}
        words={t("office.keeping.game.words")}
        yes={t("office.keeping.game.yes")}
        open={going === "game"}
        onYes={async () => {
          await removeResult(id);
          location.assign("/host/results");
        }}
        onClose={() => setGoing("")}
      />
    </Panel>
  );
}

/** The stretches that are offered, in days; 0 is as the server says. */
const stretches = [0, 1, 7, 30, 90, 365];

function Rule({ id, rule, onSaved }: { id: string; rule: Retention; onSaved: (rule: Retention) => void }) {
  const [days, setDays] = useState(rule.days);
  const [whole, setWhole] = useState(rule.whole);
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const holds = await setRetention(id, { days, whole: days > 0 && whole });
      onSaved(holds);
      setSaid(t("office.saved"));
      setWrong("");
    } catch (problem) {
      setSaid("");
      setWrong(wordsOf(problem));
    }
    setBusy(false);
  };
  const now = rule.days === 0 ? t("office.keeping.forever") : tn(rule.whole ? "office.keeping.holds.whole" : "office.keeping.holds", rule.days);
  return (
    <form class="part" onSubmit={submit} noValidate>
      <p>{now}</p>
      <Select
        label={t("office.keeping.days")}
        hint={t("office.keeping.days.hint")}
        value={days}
        options={[...new Set([...stretches, rule.days])].sort((a, b) => a - b).map((value) => ({
          value, title: value ? tn("office.keeping.after", value) : t("office.keeping.server"),
        }))}
        onChange={(value) => setDays(Number(value))}
      />
      {days > 0 ? (
        <Options
          label={t("office.keeping.what")}
          value={whole ? "whole" : "names"}
          options={[
            { value: "names", title: t("office.keeping.what.names"), hint: t("office.keeping.what.names.hint") },
            { value: "whole", title: t("office.keeping.what.whole"), hint: t("office.keeping.what.whole.hint") },
          ]}
          onChange={(value) => setWhole(value === "whole")}
        />
      ) : null}
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : null}
      {said ? <p class="said">{said}</p> : null}
      <Button type="submit" busy={busy}>{t("office.save")}</Button>
    </form>
  );
}
