import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import type { Asked } from "./asked.ts";
import "./panel.css";

interface HeadProps {
  title: ComponentChildren;
  words?: ComponentChildren;
  back?: { href: string; title: string };
  children?: ComponentChildren;
}

/** Head is what a page is about, and what it leads to. */
export function Head({ title, words, back, children }: HeadProps) {
  return (
    <header class="office-head">
      {back ? <a class="office-back" href={back.href}>{back.title}</a> : null}
      <div class="office-title">
        <h1>{title}</h1>
        {words ? <p>{words}</p> : null}
      </div>
      {children ? <div class="office-deeds">{children}</div> : null}
    </header>
  );
}

interface PanelProps {
  title: string;
  words?: ComponentChildren;
  deed?: ComponentChildren;
  children?: ComponentChildren;
}

/** Panel is a part of a page, with a heading and perhaps one thing to do beside it. */
export function Panel({ title, words, deed, children }: PanelProps) {
  const id = useId();
  return (
    <section class="panel" aria-labelledby={id}>
      <header class="panel-head">
        <h2 id={id}>{title}</h2>
        {deed}
        {words ? <p class="panel-words">{words}</p> : null}
      </header>
      {children}
    </section>
  );
}

/** Loaded shows what was asked for once it is there, and says in words if it does not come. */
export function Loaded<T>({ asked, children }: { asked: Asked<T>; children: (value: T) => ComponentChildren }) {
  if (asked.value !== null) {
    return (
      <>
        {asked.wrong ? <p class="wrong" role="alert">{asked.wrong}</p> : null}
        {children(asked.value)}
      </>
    );
  }
  if (!asked.wrong) return <p class="quiet" aria-busy="true">{t("office.loading")}</p>;
  return (
    <div class="wrong" role="alert">
      <p>{asked.wrong}</p>
      <Button onClick={() => void asked.again()}>{t("host.retry")}</Button>
    </div>
  );
}

/** Tag is a word beside a name. */
export function Tag({ kind, children }: { kind?: "good" | "alert" | undefined; children: ComponentChildren }) {
  return <span class="tag" data-kind={kind}>{children}</span>;
}
