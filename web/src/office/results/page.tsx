import { moment, t, tn } from "../../lib/i18n.ts";
import { announce } from "../../ui/live.tsx";
import { useAsked } from "../asked.ts";
import { Head, Loaded } from "../panel.tsx";
import { newToken } from "../../lib/storage.ts";
import { correct, corrections, report, type NewCorrection, type Report } from "./asks.ts";
import { Counts } from "./counts.tsx";
import { History } from "./history.tsx";
import { Keeping } from "./keeping.tsx";
import { Questions } from "./questions.tsx";
import { Standings } from "./standings.tsx";
import "./results.css";

/** ResultPage is one finished game: what it brought, what can be corrected, where it counts, how long it is kept. */
export function ResultPage({ id }: { id: string }) {
  const asked = useAsked(() => report(id), [id]);
  const history = useAsked(() => corrections(id), [id]);
  const refresh = async (): Promise<void> => {
    await Promise.all([asked.again(), history.again()]);
  };
  const mend = async (what: NewCorrection): Promise<void> => {
    await correct(id, what, newToken());
    await refresh();
    announce(t("office.result.corrected"));
  };
  return (
    <div class="office">
      <Loaded asked={asked}>
        {(found) => (
          <>
            <Top id={id} found={found} />
            <div class="office-columns">
              <div class="office-column">
                <Standings id={id} found={found} onMend={mend} onForgotten={refresh} />
                <Questions found={found} onMend={mend} />
              </div>
              <div class="office-column">
                <Counts id={id} ended={found.ended_at ?? ""} />
                <History asked={history} />
                <Keeping id={id} nameless={found.nameless === true} title={found.title} onChanged={refresh} />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}

function Top({ id, found }: { id: string; found: Report }) {
  const facts = [found.ended_at ? moment(found.ended_at, { dateStyle: "full", timeStyle: "short" }) : "", tn("office.players", found.players.length)];
  return (
    <Head
      title={found.title || t("office.results.untitled")}
      words={facts.filter(Boolean).join(" · ")}
      back={{ href: "/host/results", title: t("office.result.back") }}
    >
      <a class="button button-primary" href={`/r/${id}`}>{t("office.result.report")}</a>
      <a class="button" href={`/r/${id}?print`}>{t("office.result.print")}</a>
      {(["xlsx", "csv", "json"] as const).map((kind) => (
        <a key={kind} class="button" href={`/r/${id}.${kind}`} download aria-label={t("office.result.file", { kind: kind.toUpperCase() })}>
          {kind.toUpperCase()}
        </a>
      ))}
    </Head>
  );
}
