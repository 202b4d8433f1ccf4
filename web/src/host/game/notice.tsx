import { useEffect, useState } from "preact/hooks";
import type { Notice } from "./console.ts";
import "./notice.css";

/** NoticeLine shows for some seconds what became of a command. It is announced elsewhere, in the live region. */
export function NoticeLine({ notice }: { notice: Notice | null }) {
  const [shown, setShown] = useState(0);
  useEffect(() => {
    if (!notice) return;
    setShown(notice.id);
    const timer = setTimeout(() => setShown(0), notice.quiet ? 2500 : 8000);
    return () => clearTimeout(timer);
  }, [notice?.id]);
  if (!notice || shown !== notice.id) return null;
  return <p class="notice" data-quiet={notice.quiet ? "" : undefined}>{notice.words}</p>;
}
