import { useEffect, useState } from "preact/hooks";
import type { Finding } from "../lib/api.ts";
import { t, tn } from "../lib/i18n.ts";
import { Findings } from "../host/start/findings.tsx";
import { Upload } from "../host/start/upload.tsx";
import { wordsOf } from "../host/problem.ts";
import { exportURL, formats, losses, type Format } from "./asks.ts";
import type { Editor } from "./editor.ts";
import { Pick } from "./form/beside.tsx";
import "./exchange.css";

/** Exchange brings questions in from a file, and takes the pack along in any format that can hold it. */
export function Exchange({ editor }: { editor: Editor }) {
  return (
    <section class="exchange" aria-labelledby="exchange">
      <h2 id="exchange">{t("edit.exchange")}</h2>
      <div class="exchange-two">
        <Upload onAdded={() => undefined} />
        {editor.stored || editor.status.value === "foreign" ? <Export id={editor.pack.id} unsaved={editor.status.value !== "saved"} /> : null}
      </div>
    </section>
  );
}

function Export({ id, unsaved }: { id: string; unsaved: boolean }) {
  const [known, setKnown] = useState<readonly Format[]>([]);
  const [format, setFormat] = useState("native");
  const [lost, setLost] = useState<readonly Finding[] | null>(null);
  const [wrong, setWrong] = useState("");
  const failed = (problem: unknown): void => setWrong(wordsOf(problem));
  useEffect(() => {
    formats().then((all) => setKnown(all.filter((one) => one.writes)), failed);
  }, []);
  useEffect(() => {
    let current = true;
    setLost(null);
    setWrong("");
    losses(id, format).then((found) => current && setLost(found), (problem: unknown) => current && failed(problem));
    return () => {
      current = false;
    };
  }, [id, format]);
  if (known.length === 0 && !wrong) return null;
  return (
    <div class="export">
      <h3>{t("edit.export")}</h3>
      <Pick label={t("edit.export.format")} value={format} options={known.map(({ id: value, name }) => ({ value, title: name }))} onChange={setFormat} />
      {unsaved ? <p class="field-hint">{t("edit.export.unsaved")}</p> : null}
      {wrong ? <p class="field-wrong" role="alert">{wrong}</p> : <a class="button" href={exportURL(id, format)} download>{t("edit.export.go")}</a>}
      {lost && !wrong ? <p class="field-hint" role="status">{lost.length === 0 ? t("edit.export.whole") : tn("edit.export.losses", lost.length)}</p> : null}
      <Findings findings={lost ?? []} />
    </div>
  );
}
