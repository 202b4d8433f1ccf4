import { useState } from "preact/hooks";
import { moment, t } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useAsked } from "../asked.ts";
import { Copied } from "../../host/copied.tsx";
import { Confirm } from "../form_dialog.tsx";
import { Loaded, Panel } from "../panel.tsx";
import { revokeToken, tokens, type Token } from "./asks.ts";
import { NewToken } from "./new_token.tsx";
import { scopeWords } from "./scopes.ts";

/** Tokens lists what programs show to act for a host. A secret is shown once, when it was made. */
export function Tokens() {
  const asked = useAsked(tokens, []);
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<Token | null>(null);
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  return (
    <Panel
      title={t("office.tokens.title")}
      words={<>{t("office.tokens.words")} <a href="/api/docs">{t("office.tokens.docs")}</a></>}
      deed={<Button onClick={() => setMaking(true)}>{t("office.tokens.new")}</Button>}
    >
      {made ? (
        <div class="said-once">
          <Copied label={t("office.tokens.secret", { name: made.name })} text={made.secret} hint={t("office.tokens.once")} />
        </div>
      ) : null}
      <Loaded asked={asked}>
        {({ tokens: list, scopes }) => (
          <>
            {list.length === 0 ? <p class="quiet">{t("office.tokens.none")}</p> : null}
            <ul class="rows">
              {list.map((token) => (
                <li key={token.id} class="row-line">
                  <div class="row-words">
                    <p class="row-title">{token.name}</p>
                    <p class="row-facts">{token.scopes.map(scopeWords).join(" · ")}</p>
                    <p class="row-facts">{factsOf(token)}</p>
                  </div>
                  <div class="row-deeds">
                    <Button kind="quiet" aria-label={t("office.tokens.revoke.of", { name: token.name })} onClick={() => setLeaving(token)}>
                      {t("office.tokens.revoke")}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
            <NewToken
              open={making}
              scopes={scopes}
              onClose={() => setMaking(false)}
              onMade={(token, secret) => {
                setMade({ name: token.name, secret });
                void asked.again();
              }}
            />
          </>
        )}
      </Loaded>
      <Confirm
        title={t("office.tokens.revoke.title")}
        words={t("office.tokens.revoke.words", { name: leaving?.name ?? "" })}
        yes={t("office.tokens.revoke")}
        open={leaving !== null}
        onYes={async () => {
          if (leaving) await revokeToken(leaving.id);
          await asked.again();
        }}
        onClose={() => setLeaving(null)}
      />
    </Panel>
  );
}

function factsOf(token: Token): string {
  const seen = token.seen ? t("office.tokens.seen", { when: moment(token.seen) }) : t("office.tokens.unseen");
  const until = token.until ? t("office.tokens.until", { when: moment(token.until, { dateStyle: "medium" }) }) : t("office.tokens.forever");
  return `${seen} · ${until}`;
}
