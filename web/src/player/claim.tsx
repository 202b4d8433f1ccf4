import { useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { announce } from "../ui/live.tsx";
import { Mark } from "../ui/shape.tsx";
import { askClaim, asked } from "./asked.ts";
import { claims, forgetClaim, type Claim } from "./claims.ts";
import { useFocusOn } from "./hooks.ts";
import { SettingsButton } from "./settings.tsx";
import "./door.css";
import "./claim.css";

/** The page of this phone's teams: the one that it was just given, and all that it keeps. */
export function ClaimPage() {
  const at = asked.value;
  const [kept, setKept] = useState(claims);
  const heading = useFocusOn(at.step);
  const drop = (claim: Claim): void => {
    forgetClaim(claim.secret);
    setKept(claims());
    if (at.step === "known" && at.claim.secret === claim.secret) asked.value = { step: "none" };
    announce(t("claim.forgotten", { name: claim.name }));
  };
  const others = at.step === "known" ? claims().filter((c) => c.secret !== at.claim.secret) : kept;
  return (
    <main class="door">
      <div class="door-corner"><SettingsButton /></div>
      <header class="door-head">
        <Mark />
        <h1 tabIndex={-1} ref={heading}>{at.step === "known" ? t("claim.title", { name: at.claim.name }) : t("claim.yours")}</h1>
      </header>
      {at.step === "asking" ? <p class="muted" role="status">{t("line.connecting")}</p> : null}
      {at.step === "wrong" || at.step === "busy" || at.step === "away" ? (
        <div class="door-card">
          <p class="field-error" role="alert">{t(`claim.${at.step}`)}</p>
          {at.step === "wrong" ? null : <Button kind="primary" onClick={() => void askClaim(at.secret)}>{t("claim.again")}</Button>}
        </div>
      ) : null}
      {at.step === "known" ? (
        <div class="door-card">
          <Team claim={at.claim} onForget={drop} />
          <p class="muted">{t("claim.how")}</p>
        </div>
      ) : null}
      {others.length && at.step !== "asking" ? (
        <div class="door-card">
          {at.step === "known" ? <h2>{t("claim.others")}</h2> : null}
          {others.map((claim) => <Team key={claim.secret} claim={claim} onForget={drop} />)}
        </div>
      ) : null}
      {at.step === "none" && !others.length ? <p class="muted">{t("claim.none")}</p> : null}
      <a class="button door-last" href="/">{t("claim.join")}</a>
    </main>
  );
}

function Team({ claim, onForget }: { claim: Claim; onForget: (claim: Claim) => void }) {
  return (
    <section class="claim" aria-label={claim.name}>
      <p class="claim-name"><bdi>{claim.name}</bdi></p>
      <a href={`/l/${encodeURIComponent(claim.slug)}`}><bdi>{claim.league_name}</bdi></a>
      <Button kind="quiet" onClick={() => onForget(claim)}>{t("claim.forget")}<span class="sr-only"> <bdi>{claim.name}</bdi></span></Button>
    </section>
  );
}
