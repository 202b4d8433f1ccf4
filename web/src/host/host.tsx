import { Door } from "./door.tsx";
import { GamePage } from "./game/page.tsx";
import { Start } from "./start/start.tsx";

/** Host lets in whoever is signed in, and shows the page that the address names. */
export function Host({ pin }: { pin: string }) {
  return (
    <Door>
      {(who, onSignedOut) => (pin ? <GamePage pin={pin} onSignedOut={onSignedOut} /> : <Start me={who} onSignedOut={onSignedOut} />)}
    </Door>
  );
}
