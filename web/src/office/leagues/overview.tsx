import { addresses } from "../../host/bank.ts";
import { moment, number, t, tn } from "../../lib/i18n.ts";
import { useAsked } from "../asked.ts";
import { Copied } from "../../host/copied.tsx";
import { Loaded, Panel } from "../panel.tsx";
import { tableOf, type League, type SeasonTable } from "./asks.ts";

/** Overview is a league at a glance: where it is found, when the next night is, and who leads. */
export function Overview({ league }: { league: League }) {
  const chosen = useAsked(async () => (await addresses()).chosen, []);
  const table = useAsked(() => tableOf(league.id, ""), [league.id, league.version]);
  const base = chosen.value || location.origin;
  const address = `${base}/l/${league.slug}`;
  return (
    <div class="office-columns">
      <div class="office-column">
        <Panel title={t("office.overview.table")}>
          <Loaded asked={table}>{(found) => <Leading league={league} table={found} />}</Loaded>
        </Panel>
      </div>
      <div class="office-column">
        <Panel title={t("office.overview.address")} words={t("office.overview.address.words")}>
          <Copied label={t("office.overview.link")} text={address} />
          <img class="drawn" src={`/qr.svg?text=${encodeURIComponent(address)}`} alt={t("office.overview.qr", { address })} />
          {league.old_slugs?.length ? (
            <p class="quiet">{t("office.overview.old", { addresses: league.old_slugs.map((slug) => `/l/${slug}`).join(", ") })}</p>
          ) : null}
        </Panel>
        <Panel title={t("office.overview.embed")} words={t("office.overview.embed.words")}>
          <Copied label={t("office.overview.embed.label")} text={snippet(`${address}/embed`, league.name)} lines={6} />
        </Panel>
      </div>
    </div>
  );
}

/** How many lines are shown; the whole table is on the public page. */
const shown = 8;

function Leading({ league, table }: { league: League; table: SeasonTable }) {
  const next = (league.nights ?? []).filter((night) => Date.parse(night.at) > Date.now())[0];
  return (
    <>
      <p class="quiet">
        {[
          table.season.name,
          tn("office.overview.nights", table.nights.length),
          next ? t("office.league.next", { when: moment(next.at, { dateStyle: "full", timeStyle: "short", timeZone: league.time_zone }) }) : "",
        ].filter(Boolean).join(" · ")}
      </p>
      {table.lines.length === 0 ? <p>{t("office.overview.empty")}</p> : null}
      <ol class="standings">
        {table.lines.slice(0, shown).map((line) => (
          <li key={line.key} class="standing">
            <span class="standing-rank">{line.rank || "–"}</span>
            <div class="row-words">
              <p class="row-title"><bdi>{line.name}</bdi></p>
              <p class="row-facts">{[line.division ?? "", tn("office.overview.played", line.played)].filter(Boolean).join(" · ")}</p>
            </div>
            <span class="standing-score">{number(line.points)}</span>
          </li>
        ))}
      </ol>
      {table.lines.length > shown ? <a href={`/l/${league.slug}`}>{t("office.overview.whole")}</a> : null}
    </>
  );
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

/** snippet is what somebody copies into a page of their own: a frame, and a line that gives it the height of what it shows. */
export function snippet(address: string, title: string): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="480" style="border:0" loading="lazy"></iframe>
<script>addEventListener("message",e=>{for(const f of document.querySelectorAll("iframe"))if(f.contentWindow===e.source&&e.data?.trivium==="height")f.height=e.data.height})</script>`;
}
