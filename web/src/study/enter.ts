import { useEffect, useRef } from "preact/hooks";

/** Calls f when Enter is pressed while nothing that takes Enter itself has the focus. */
export function useEnter(f: () => void): void {
  const latest = useRef(f);
  latest.current = f;
  useEffect(() => {
    const pressed = (e: KeyboardEvent): void => {
      if (e.key !== "Enter" || e.repeat || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
      if (e.target instanceof Element && e.target.closest("a,button,input,select,textarea,summary,audio,dialog")) return;
      e.preventDefault();
      latest.current();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
