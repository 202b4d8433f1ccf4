// The close codes of server/socket/codes.go, by what a client has to do.

/** Codes outside the stop range that say stop all the same: the work is done, or the protocol was broken. */
const STOP = [1000, 1002];

/** Whether a connection that was closed with the code should be opened again. */
export function reconnects(code: number): boolean {
  return !STOP.includes(code) && (code < 4400 || code > 4499);
}

export const NOT_SIGNED_IN = 4401;
export const NO_ROOM = 4404;
export const REPLACED = 4408;
export const KICKED = 4409;
export const GAME_OVER = 4410;
export const VERSION = 4426;
