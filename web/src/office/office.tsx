import { Door } from "../host/door.tsx";
import { Shell } from "../host/shell.tsx";
import { AccountPage } from "./account/page.tsx";
import { HostsPage } from "./hosts/page.tsx";
import { InsideContext } from "./inside.ts";
import { LeaguePage } from "./leagues/page.tsx";
import { LeaguesPage } from "./leagues/list.tsx";
import { NewLeaguePage } from "./leagues/new.tsx";
import { ResultsPage } from "./results/list.tsx";
import { ResultPage } from "./results/page.tsx";
import { pageOf, whereOf, type Page } from "./route.ts";
import "./office.css";

/** Office shows the page of an address to whoever is signed in. */
export function Office({ path }: { path: string }) {
  const page = pageOf(path);
  return (
    <Door>
      {(me, onSignedOut) => (
        <InsideContext.Provider value={{ me, onSignedOut }}>
          <Shell me={me} at={whereOf(page)}>
            <Shown page={page} />
          </Shell>
        </InsideContext.Provider>
      )}
    </Door>
  );
}

function Shown({ page }: { page: Page }) {
  switch (page.at) {
    case "results":
      return <ResultsPage />;
    case "result":
      return <ResultPage id={page.id} />;
    case "leagues":
      return <LeaguesPage />;
    case "newleague":
      return <NewLeaguePage />;
    case "league":
      return <LeaguePage id={page.id} />;
    case "account":
      return <AccountPage />;
    case "hosts":
      return <HostsPage />;
  }
}
