import { useEffect, useState } from "preact/hooks";
import type { Me } from "../host/me.ts";
import { wordsOf } from "../host/problem.ts";
import { APIError } from "../lib/api.ts";
import { t, tn } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { server } from "./asks.ts";
import { drafts, type Draft } from "./drafts.ts";
import type { World } from "./editor.ts";
import { begunPacks, fresh, open, type Opened } from "./open.ts";
import { meet, type Tabs } from "./tabs.ts";
import { Workshop } from "./workshop.tsx";
import "./page.css";

interface Props {
  me: Me;
  /** The pack of the address; empty is a new one. */
  id: string;
  onSignedOut: () => void;
}

type Place =
  | { at: "loading" }
  | { at: "wrong"; words: string }
  | { at: "begun"; list: readonly Draft[]; world: World }
  | { at: "open"; opened: Opened };

/** EditPage brings a pack into the editor, or says why it can not be edited. */
export function EditPage({ me, id, onSignedOut }: Props) {
  const [place, setPlace] = useState<Place>({ at: "loading" });
  useEffect(() => {
    let tabs: Tabs | undefined;
    let opened: Opened | undefined;
    let left = false;
    const begin = async (): Promise<void> => {
      tabs = await meet();
      const world = worldOf(me, tabs.tab, onSignedOut);
      const others = await tabs.others();
      if (left) return;
      if (id) {
        opened = await open(world, id, others);
        setPlace({ at: "open", opened });
        return;
      }
      const list = await begunPacks(world, others);
      const own = list.find((draft) => draft.tab === world.tab);
      if (list.length > 0 && !own) setPlace({ at: "begun", list, world });
      else setPlace({ at: "open", opened: (opened = fresh(world, own ?? null)) });
    };
    begin().catch((problem: unknown) => {
      if (problem instanceof APIError && problem.status === 401) onSignedOut();
      else setPlace({ at: "wrong", words: problem instanceof APIError && problem.status === 404 ? t("edit.nopack") : wordsOf(problem) });
    });
    return () => {
      left = true;
      tabs?.close();
      opened?.editor.close();
    };
  }, []);
  switch (place.at) {
    case "loading":
      return <p class="edit-quiet" role="status">{t("edit.loading")}</p>;
    case "wrong":
      return (
        <div class="plain-page">
          <p role="alert">{place.words}</p>
          <a class="button" href="/host">{t("edit.back")}</a>
        </div>
      );
    case "begun":
      return <BegunPacks list={place.list} world={place.world} onOpen={(opened) => setPlace({ at: "open", opened })} />;
    case "open":
      return <Workshop opened={place.opened} />;
  }
}

function worldOf(me: Me, tab: string, signedOut: () => void): World {
  return {
    asks: server, drafts: drafts(), host: me.id ?? "", tab, signedOut,
    now: () => Date.now(),
    after: (ms, f) => {
      const timer = setTimeout(f, ms);
      return () => clearTimeout(timer);
    },
    named: (id) => history.replaceState(null, "", `/host/packs/${encodeURIComponent(id)}${location.search}${location.hash}`),
  };
}

interface BegunProps {
  list: readonly Draft[];
  world: World;
  onOpen: (opened: Opened) => void;
}

/** BegunPacks offers what was begun before and never saved. */
function BegunPacks({ list, world, onOpen }: BegunProps) {
  const [left, setLeft] = useState(list);
  const discard = (draft: Draft): void => {
    void world.drafts.remove(draft.key);
    setLeft(left.filter((one) => one !== draft));
  };
  return (
    <div class="begun">
      <h1>{t("edit.begun")}</h1>
      <p>{t("edit.begun.words")}</p>
      <ul>
        {left.map((draft) => (
          <li key={draft.key} class="begun-one">
            <p><strong>{draft.form.title || t("edit.untitled.pack")}</strong><br />{tn("edit.begun.questions", draft.form.questions.length)}</p>
            <Button kind="primary" onClick={() => onOpen(fresh(world, draft))}>{t("edit.begun.go")}</Button>
            <Button onClick={() => discard(draft)}>{t("edit.begun.drop")}</Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => onOpen(fresh(world, null))}>{t("edit.begun.new")}</Button>
    </div>
  );
}
