import { useEffect, useState } from "preact/hooks";
import { APIError } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { Live } from "../ui/live.tsx";
import { Button } from "../ui/button.tsx";
import { me, signIn, type Me } from "./bank.ts";
import { GamePage } from "./game/page.tsx";
import { Shell } from "./shell.tsx";
import { SignIn } from "./signin.tsx";
import { Start } from "./start/start.tsx";

/** keyInFragment takes the key out of the address: a fragment never reaches a server, and a history must not keep it. */
function keyInFragment(): string {
  const key = new URLSearchParams(location.hash.slice(1)).get("key") ?? "";
  if (key) history.replaceState(null, "", location.pathname + location.search);
  return key;
}

type Door = { at: "asking" } | { at: "outside"; wrong: string } | { at: "away" } | { at: "inside"; me: Me };

/** Host lets in whoever is signed in, and shows the page that the address names. */
export function Host({ pin }: { pin: string }) {
  const [door, setDoor] = useState<Door>({ at: "asking" });
  const enter = async (key: string): Promise<void> => {
    try {
      if (key) await signIn(key);
      const who = await me();
      setDoor(who.host ? { at: "inside", me: who } : { at: "outside", wrong: "" });
    } catch (problem) {
      if (problem instanceof APIError && problem.status !== 0) setDoor({ at: "outside", wrong: problem.message });
      else setDoor({ at: "away" });
    }
  };
  useEffect(() => {
    void enter(keyInFragment());
    const changed = (): void => {
      const key = keyInFragment();
      if (key) void enter(key);
    };
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  const outside = (): void => setDoor({ at: "outside", wrong: "" });
  return (
    <>
      {door.at === "inside" ? pin ? <GamePage pin={pin} onSignedOut={outside} /> : <Start me={door.me} onSignedOut={outside} /> : null}
      {door.at === "outside" ? <SignIn wrong={door.wrong} onKey={enter} /> : null}
      {door.at === "away" ? (
        <Shell>
          <div class="plain-page">
            <p>{t("host.offline")}</p>
            <Button kind="primary" onClick={() => void enter("")}>{t("host.retry")}</Button>
          </div>
        </Shell>
      ) : null}
      <Live />
    </>
  );
}
