// Pictures and sounds that somebody puts into a pack. Large photographs are made smaller here already: they have to be sent, and nobody
// sees more on a phone.
import { newToken } from "../lib/storage.ts";

export interface Taken {
  type: "image" | "audio";
  src: string;
  base64: string;
}

/** Why a file is not taken. */
export class Unreadable extends Error {
  constructor(readonly why: "kind" | "large" | "broken") {
    super(why);
  }
}

/** A picture of more bytes than this is made smaller, and how long its longer side is then, in pixels. */
const PHOTO = 300 << 10;
const SIDE = 1600;

/** The largest sound, in bytes, as packs take it. */
const SOUND = 8 << 20;

const endings: Record<string, string> = { "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp" };

/** taken reads a file that somebody has chosen. Unreadable. */
export async function taken(file: File): Promise<Taken> {
  const ending = endings[file.type];
  if (ending) {
    const small = file.size > PHOTO ? await shrunk(file) : file;
    return { type: "image", src: `new/${newToken()}.${small === file ? ending : "jpg"}`, base64: await base64(small) };
  }
  const sound = /\.(mp3|ogg|wav)$/i.exec(file.name)?.[1]?.toLowerCase();
  if (!sound) throw new Unreadable("kind");
  if (file.size > SOUND) throw new Unreadable("large");
  return { type: "audio", src: `new/${newToken()}.${sound}`, base64: await base64(file) };
}

/** shrunk draws a picture anew, on white paper. */
async function shrunk(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Unreadable("broken");
  });
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  return drawn(picture, Math.round(picture.width * scale), Math.round(picture.height * scale), "image/jpeg");
}

/** drawn paints a picture in a size. */
function drawn(picture: CanvasImageSource, width: number, height: number, type: "image/jpeg" | "image/png"): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, width);
  canvas.height = Math.max(1, height);
  const paper = canvas.getContext("2d");
  if (!paper) throw new Unreadable("broken");
  if (type === "image/jpeg") {
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
  }
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Unreadable("broken"))), type, 0.85));
}

/** painted makes a PNG of a drawing in SVG, which only packs that came along with the server may have. */
export async function painted(address: string): Promise<Taken> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const [width, height] = [picture.naturalWidth || 4, picture.naturalHeight || 3];
  const scale = 1280 / Math.max(width, height);
  const blob = await drawn(picture, Math.round(width * scale), Math.round(height * scale), "image/png");
  return { type: "image", src: `new/${newToken()}.png`, base64: await base64(blob) };
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

const types: Record<string, string> = {
  png: "image/png", jpg: "image/jpeg", gif: "image/gif", webp: "image/webp", mp3: "audio/mpeg", ogg: "audio/ogg", wav: "audio/wav",
};

/** The addresses in this page of files that the server does not have yet, by their src. */
const local = new Map<string, string>();

/** addressOf is where a medium can be loaded from; empty if its file is gone. */
export function addressOf(src: string, editor: { file: (src: string) => string | undefined }): string {
  if (src.startsWith("/")) return src;
  const known = local.get(src);
  if (known) return known;
  const content = editor.file(src);
  if (content === undefined) return "";
  const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: types[src.split(".").pop() ?? ""] ?? "" }));
  local.set(src, address);
  return address;
}
