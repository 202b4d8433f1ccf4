import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { APIError } from "../lib/api.ts";
import { currentLanguage, languages, setLanguage, t, type Language } from "../lib/i18n.ts";
import { recall } from "../lib/storage.ts";
import { Button } from "../ui/button.tsx";
import { Live } from "../ui/live.tsx";
import { Invite } from "./invite.tsx";
import { me, signIn, type Credentials, type Me } from "./me.ts";
import { wordsOf } from "./problem.ts";
import { Shell } from "./shell.tsx";
import { SignIn } from "./signin.tsx";

/** takeFromFragment takes a secret out of the address: a fragment never reaches a server, and a history must not keep it. */
export function takeFromFragment(name: string): string {
  const secret = new URLSearchParams(location.hash.slice(1)).get(name) ?? "";
  if (secret) history.replaceState(null, "", location.pathname + location.search);
  return secret;
}

type Place =
  | { at: "asking" }
  | { at: "outside"; open: boolean; wrong: string; byKey: boolean }
  | { at: "invited"; secret: string }
  | { at: "away" }
  | { at: "inside"; me: Me };

interface Props {
  children: (who: Me, onSignedOut: () => void) => ComponentChildren;
}

/** Door lets in whoever is signed in, and asks all others to sign in, or to accept the invitation whose link they have opened. */
export function Door({ children }: Props) {
  const [place, setPlace] = useState<Place>({ at: "asking" });
  const enter = async (by?: Credentials): Promise<void> => {
    const byKey = by !== undefined && "key" in by;
    try {
      let wrong = "";
      if (by) await signIn(by).catch((problem: unknown) => {
        if (!(problem instanceof APIError) || problem.status === 0) throw problem;
        wrong = wordsOf(problem);
      });
      const who = await me();
      if (who.host && !wrong) speak(who);
      setPlace(who.host && !wrong ? { at: "inside", me: who } : { at: "outside", open: who.open === true, wrong, byKey });
    } catch (problem) {
      setPlace(problem instanceof APIError && problem.status !== 0
        ? { at: "outside", open: false, wrong: wordsOf(problem), byKey }
        : { at: "away" });
    }
  };
  const arrive = (first: boolean): void => {
    const secret = takeFromFragment("invite");
    if (secret) {
      setPlace({ at: "invited", secret });
      return;
    }
    const key = takeFromFragment("key");
    if (key || first) void enter(key ? { key } : undefined);
  };
  useEffect(() => {
    arrive(true);
    const changed = (): void => arrive(false);
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return (
    <>
      {place.at === "inside" ? children(place.me, () => void enter()) : null}
      {place.at === "invited" ? <Invite secret={place.secret} onAccepted={() => void enter()} onLeave={() => void enter()} /> : null}
      {place.at === "outside" ? <SignIn wrong={place.wrong} byKey={place.byKey} open={place.open} onSignIn={enter} /> : null}
      {place.at === "away" ? (
        <Shell>
          <div class="plain-page">
            <p>{t("host.offline")}</p>
            <Button kind="primary" onClick={() => void enter()}>{t("host.retry")}</Button>
          </div>
        </Shell>
      ) : null}
      <Live />
    </>
  );
}

/** speak takes the language of the account on a device that has chosen none. */
function speak(who: Me): void {
  const wish = who.language?.slice(0, 2) as Language | undefined;
  if (wish && languages.includes(wish) && wish !== currentLanguage() && recall("language") === null) setLanguage(wish);
}
