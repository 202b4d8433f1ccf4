import { moment, t } from "../../lib/i18n.ts";
import { Copied, Drawn } from "../../host/copied.tsx";
import type { Link } from "./asks.ts";

/** LinkOnce shows a link that nobody can look up again. */
export function LinkOnce({ link, label }: { link: Link; label: string }) {
  return (
    <div class="said-once">
      <Copied label={label} text={link.url} hint={t("office.invite.once", { when: moment(link.invitation.until) })} />
      {link.qr_svg ? <Drawn svg={link.qr_svg} label={t("office.invite.qr")} /> : null}
    </div>
  );
}
