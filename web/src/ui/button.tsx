import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import "./button.css";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** primary: the one thing to do; plain: others; quiet: without a border; danger: takes something away. */
  kind?: "primary" | "plain" | "quiet" | "danger";
  large?: boolean;
  /** Something is under way: the button keeps its place and its focus but does nothing. */
  busy?: boolean;
  children?: ComponentChildren;
}

/** A button of at least 44 px. */
export function Button({ kind = "plain", large, busy, onClick, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      class={`button button-${kind}${large ? " button-large" : ""}${rest.class ? ` ${String(rest.class)}` : ""}`}
      {...(busy ? { "aria-disabled": true, "data-busy": "" } : {})}
      {...(onClick && !busy ? { onClick } : {})}
    >
      {children}
    </button>
  );
}
