// Text from a pack or a person. It is only ever a text node; `code` between backticks is the one thing that is marked up.

interface Props {
  text: string;
  /** Language of the text, if it is known: it decides voices, hyphens and quotes. */
  lang?: string | undefined;
}

export function Words({ text, lang }: Props) {
  const parts = text.split("`");
  // An odd number of parts means that every backtick has a partner.
  const marked = parts.length > 1 && parts.length % 2 === 1;
  return (
    <bdi lang={lang}>
      {marked ? parts.map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part)) : text}
    </bdi>
  );
}
