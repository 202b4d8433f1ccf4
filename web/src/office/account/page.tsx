import { useState } from "preact/hooks";
import type { Me } from "../../host/me.ts";
import { t } from "../../lib/i18n.ts";
import { useInside } from "../inside.ts";
import { Head, Panel } from "../panel.tsx";
import { PasswordForm, ProfileForm } from "./profile.tsx";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";

/** AccountPage is who a host is, where they are signed in, and which programs may act for them. */
export function AccountPage() {
  const inside = useInside();
  const [me, setMe] = useState<Me>(inside.me);
  // After a new password all other browsers are signed out; the list is asked for again.
  const [turn, setTurn] = useState(0);
  if (me.guest) {
    return (
      <div class="office office-narrow">
        <Head title={t("office.account.title")} />
        <Panel title={t("office.account.guest.title")} words={t("office.account.guest")} />
      </div>
    );
  }
  return (
    <div class="office office-narrow">
      <Head title={t("office.account.title")} words={me.login ? undefined : t("office.account.first")} />
      <Panel title={t("office.account.profile")}><ProfileForm me={me} onSaved={setMe} /></Panel>
      <Panel title={t("office.account.password")} words={me.login ? undefined : t("office.account.password.later")}>
        {me.login ? (
          <PasswordForm
            me={me}
            onSaved={() => {
              setMe({ ...me, password: true });
              setTurn(turn + 1);
            }}
          />
        ) : null}
      </Panel>
      <Sessions key={turn} />
      <Tokens />
    </div>
  );
}
