import { useState } from "preact/hooks";
import { TextField } from "../../host/text_field.tsx";
import { t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useAsked } from "../asked.ts";
import { FormDialog } from "../form_dialog.tsx";
import { Loaded, Panel, Tag } from "../panel.tsx";
import { changeLeague, teamsOf, type Competitor, type League } from "./asks.ts";
import { nameOf } from "./names.ts";
import { TeamDialog } from "./team.tsx";

/** Teams are all who compete, with what a host decides about them: links that prove who is who, names, merges, points. */
export function Teams({ league }: { league: League }) {
  const asked = useAsked(() => teamsOf(league.id), [league.id]);
  const [key, setKey] = useState("");
  const [adding, setAdding] = useState(false);
  const [find, setFind] = useState("");
  const teams = asked.value ?? [];
  const wanted = find.trim().toLowerCase();
  const hits = (team: Competitor): boolean => [team.name, ...(team.names ?? [])].some((name) => name.toLowerCase().includes(wanted));
  return (
    <Panel
      title={t(league.of === "teams" ? "office.tab.teams" : "office.tab.players")}
      words={t("office.teams.words")}
      deed={<Button onClick={() => setAdding(true)}>{t("office.teams.new")}</Button>}
    >
      <Loaded asked={asked}>
        {(list) => (
          <>
            {list.length === 0 ? <p class="quiet">{t("office.teams.none")}</p> : null}
            {list.length > 12 ? <TextField kind="search" label={t("office.teams.find")} value={find} onInput={setFind} /> : null}
            <ul class="rows">
              {list.filter(hits).map((team) => <Row key={team.key} team={team} all={list} onOpen={() => setKey(team.key)} />)}
            </ul>
          </>
        )}
      </Loaded>
      <TeamDialog league={league} team={teams.find((team) => team.key === key)} all={teams} onChanged={asked.again} onClose={() => setKey("")} />
      <NewTeam league={league} open={adding} onAdded={asked.again} onClose={() => setAdding(false)} />
    </Panel>
  );
}

function Row({ team, all, onOpen }: { team: Competitor; all: readonly Competitor[]; onOpen: () => void }) {
  const into = all.find((other) => other.key === team.into);
  const facts = [team.division ?? "", team.venue ?? "", team.names?.length ? t("office.teams.names", { names: team.names.join(", ") }) : ""];
  return (
    <li class="row-line">
      <div class="row-words">
        <p class="row-title">
          <bdi>{nameOf(team)}</bdi>
          {team.claimed ? <Tag kind="good">{t("office.teams.claimed")}</Tag> : null}
          {team.unproven && !team.into ? <Tag kind="alert">{t("office.teams.unproven")}</Tag> : null}
          {team.into ? <Tag>{t("office.teams.merged", { name: into ? nameOf(into) : team.into })}</Tag> : null}
          {team.hidden ? <Tag>{t("office.teams.hidden")}</Tag> : null}
        </p>
        <p class="row-facts">{facts.filter(Boolean).join(" · ")}</p>
      </div>
      <div class="row-deeds">
        <Button kind="quiet" aria-label={t("office.change.of", { name: nameOf(team) })} onClick={onOpen}>{t("office.change")}</Button>
      </div>
    </li>
  );
}

interface NewProps {
  league: League;
  open: boolean;
  onAdded: () => Promise<void>;
  onClose: () => void;
}

/** NewTeam enters somebody before their first night, so that they can be given a link. */
function NewTeam({ league, open, onAdded, onClose }: NewProps) {
  const [name, setName] = useState("");
  return (
    <FormDialog
      title={t("office.teams.new")}
      open={open}
      yes={t("office.teams.enter")}
      check={() => (name.trim() ? "" : t("office.teams.noname"))}
      onYes={async () => {
        await changeLeague(league.id, { kind: "enter", name: name.trim() });
        setName("");
        await onAdded();
      }}
      onClose={onClose}
    >
      <p>{t("office.teams.new.words")}</p>
      <TextField label={t("office.teams.name")} value={name} onInput={setName} max={80} />
    </FormDialog>
  );
}
