import { LineBanner } from "../ui/banner.tsx";
import { Live } from "../ui/live.tsx";
import { GAME_OVER } from "../lib/codes.ts";
import { ClaimPage } from "./claim.tsx";
import { Connecting } from "./connecting.tsx";
import { Game } from "./game.tsx";
import { NameForm } from "./name.tsx";
import { PINForm } from "./pin.tsx";
import { door, session } from "./seat.ts";
import { Stopped } from "./stopped.tsx";
import { language } from "./settings.tsx";

/** The whole page: the door, or the game behind it. */
export function App() {
  const s = session.value?.state.value ?? null;
  return (
    <div class="page" key={language.value}>
      <Inside />
      {s && door.value.step !== "pin" && door.value.step !== "teams" ? <LineBanner state={s} /> : null}
      <Live />
    </div>
  );
}

function Inside() {
  const at = door.value;
  const s = session.value?.state.value ?? null;
  // After the end there is nothing to come back to: the last view stays.
  const over = s?.view?.phase === "ended" || s?.view?.phase === "podium";
  if (at.step === "teams") return <ClaimPage />;
  if (at.step === "pin") return <PINForm wrong={at.wrong} />;
  if (s?.stop && !(over && s.stop.code === GAME_OVER)) return <Stopped code={s.stop.code} problem={s.problem} />;
  if (at.step === "name") return <NameForm door={at} />;
  return s?.view && session.value ? <Game session={session.value} state={s} view={s.view} /> : <Connecting />;
}
