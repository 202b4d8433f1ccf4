import type en from "../en/player.ts";

const de: Record<keyof typeof en, string> = {};

export default de;
