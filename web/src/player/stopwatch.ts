// How long a player took, from the first paint of the choices to the tap. Pauses do not count: the choices are hidden then.
// The server takes the figure with care (fair time); a page that was loaded in mid-question just measures less.

export class Stopwatch {
  private showing = -1;
  private started = 0;
  private pausedAt: number | null = null;

  /** The choices of a showing are on the glass. Only the first time counts. */
  start(showing: number, now: number): void {
    if (showing === this.showing) return;
    this.showing = showing;
    this.started = now;
    this.pausedAt = null;
  }

  pause(now: number): void {
    this.pausedAt ??= now;
  }

  resume(now: number): void {
    if (this.pausedAt === null) return;
    this.started += now - this.pausedAt;
    this.pausedAt = null;
  }

  /** Whole milliseconds since the first paint; undefined if this showing was not seen. */
  read(showing: number, now: number): number | undefined {
    if (showing !== this.showing) return undefined;
    return Math.max(0, Math.round((this.pausedAt ?? now) - this.started));
  }
}
