// Text with headings, lists, tables and code. The server makes it of Markdown and leaves out what is dangerous; here its elements are
// built one by one, and only those that are known: no HTML from data is ever put into the page as it is.

import { Fragment, h, type ComponentChild } from "preact";
import { useMemo } from "preact/hooks";
import "./markup.css";

interface Props {
  html: string;
  lang?: string | undefined;
}

export function Markup({ html, lang }: Props) {
  const nodes = useMemo(() => built(new DOMParser().parseFromString(html, "text/html").body), [html]);
  return <div class="markup" lang={lang}>{nodes}</div>;
}

const known = new Set([
  "p", "br", "hr", "ul", "ol", "li", "strong", "em", "del", "code", "blockquote", "h3", "h4", "h5", "h6", "thead", "tbody", "tr", "th", "td",
]);

/** What has no words for readers in it. */
const silent = new Set(["script", "style", "template"]);

function built(parent: Node): ComponentChild[] {
  return Array.from(parent.childNodes, element);
}

function element(node: Node): ComponentChild {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element) || silent.has(node.localName)) return null;
  const children = built(node);
  switch (node.localName) {
    case "a":
      return link(node.getAttribute("href") ?? "", children);
    case "pre": // wide code is scrolled, by keys too
      return <pre tabIndex={0}>{children}</pre>;
    case "table":
      return <div class="markup-table" tabIndex={0}><table>{children}</table></div>;
    default:
      return known.has(node.localName) ? h(node.localName, null, children) : <Fragment>{children}</Fragment>;
  }
}

function link(href: string, children: ComponentChild[]): ComponentChild {
  return isWeb(href) ? <a href={href} target="_blank" rel="noopener noreferrer">{children}</a> : <Fragment>{children}</Fragment>;
}

/** Whether an address is a page of the web, and not a script, a file or a part of this page. */
export function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address);
}
