// Movement by the Web Animations API: transform and opacity only, and none where the reader wants less of it.

export function reducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The tops of the children with a data-id, by that id: the first half of a FLIP. */
export function places(list: HTMLElement): Map<string, number> {
  const found = new Map<string, number>();
  for (const child of list.querySelectorAll<HTMLElement>("[data-id]")) found.set(child.dataset["id"] ?? "", child.offsetTop);
  return found;
}

/** Lets the children of a list slide from where they were to where they are: the second half. */
export function flip(list: HTMLElement, before: ReadonlyMap<string, number>, ms = 600): void {
  if (reducedMotion()) return;
  for (const child of list.querySelectorAll<HTMLElement>("[data-id]")) {
    const was = before.get(child.dataset["id"] ?? "");
    const distance = was === undefined ? 0 : was - child.offsetTop;
    if (was === undefined) {
      child.animate([{ opacity: 0 }, { opacity: 1 }], { duration: ms, easing: "ease-out" });
    } else if (distance !== 0) {
      // Whoever climbs passes in front of whoever falls.
      child.animate(
        [
          { transform: `translateY(${distance}px)`, zIndex: distance > 0 ? 1 : 0 },
          { transform: "none", zIndex: distance > 0 ? 1 : 0 },
        ],
        { duration: ms, easing: "cubic-bezier(.3,.9,.3,1)" },
      );
    }
  }
}

/** A shower of paper from above, which takes itself away. Nothing for readers who want less motion. */
export function confetti(count = 90): void {
  if (reducedMotion()) return;
  const sky = document.createElement("div");
  sky.className = "confetti";
  sky.setAttribute("aria-hidden", "true");
  document.body.append(sky);
  const falls: Promise<unknown>[] = [];
  for (let i = 0; i < count; i++) {
    const piece = document.createElement("i");
    piece.style.insetInlineStart = `${Math.random() * 100}%`;
    piece.style.background = `var(--confetti-${i % 6})`;
    sky.append(piece);
    const drift = (Math.random() - 0.5) * 30;
    const turn = (Math.random() - 0.5) * 1440;
    const fall = piece.animate(
      [
        { transform: "translate3d(0,-5vh,0) rotate(0)", opacity: 1 },
        { transform: `translate3d(${drift}vw,100vh,0) rotate(${turn}deg)`, opacity: 0.9 },
      ],
      { duration: 2200 + Math.random() * 2200, delay: Math.random() * 900, easing: "cubic-bezier(.2,.5,.6,1)", fill: "both" },
    );
    falls.push(fall.finished);
  }
  void Promise.allSettled(falls).then(() => sky.remove());
}

/** Counts a number up in an element's text, for scores; at once for readers who want less motion. */
export function countUp(from: number, to: number, ms: number, show: (n: number) => void): () => void {
  if (reducedMotion() || from === to) {
    show(to);
    return () => undefined;
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function step(now) {
    const done = Math.min(1, Math.max(0, (now - start) / ms));
    show(Math.round(from + (to - from) * (1 - (1 - done) ** 3)));
    if (done < 1) frame = requestAnimationFrame(step);
  });
  return () => cancelAnimationFrame(frame);
}
