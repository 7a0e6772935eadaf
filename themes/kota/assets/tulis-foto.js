// Photos drawn anew: smaller, upright, and without what the phone wrote into them, such as the place.
// @ts-check
import { element } from "./tulis-bagian.js";
import { oneLine } from "./tulis-berkas.js";

/** @typedef {{blob: Blob, width: number, height: number}} Redrawn */

const QUALITIES = [0.82, 0.68, 0.55];

/** Whether a file is a photo in the format of an iPhone. @param {File} file */
export const isHeic = (file) => /\.hei[cf]$/i.test(file.name) || /hei[cf]/i.test(file.type);

/** A photo as JPEG of at most `side` pixels and `bytes` bytes; fails for what the browser cannot show.
 * One after another, since a photo of 12 MB takes 200 MB of memory while it is drawn.
 * @param {Blob} file @param {number} side @param {number} bytes @returns {Promise<Redrawn>} */
export async function redrawn(file, side, bytes) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = document.createElement("canvas");
  try {
    for (let most = side; ;) {
      const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
      canvas.width = Math.max(1, Math.round(bitmap.width * scale));
      canvas.height = Math.max(1, Math.round(bitmap.height * scale));
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
      pen.fillStyle = "#fff"; // what is clear in a PNG
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.imageSmoothingQuality = "high";
      pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      let size = 0;
      for (const quality of QUALITIES) {
        /** @type {Blob | null} */
        const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
        if (!blob) throw new Error("no picture");
        if (blob.size <= bytes) return { blob, width: canvas.width, height: canvas.height };
        size = blob.size;
      }
      // Bytes grow with the area: so small that it surely fits the next time, or the time after.
      most = Math.round(Math.max(canvas.width, canvas.height) * Math.sqrt(bytes / size) * 0.96);
    }
  } finally {
    bitmap.close();
    canvas.width = canvas.height = 0;
  }
}

/** A canvas that shows a photo, no wider than needed. @param {Blob} blob @param {number} width @param {string} label */
export async function pictured(blob, width, label) {
  const canvas = document.createElement("canvas");
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, width / bitmap.width);
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  return canvas;
}

/** Drawn photos by their id, so that none is drawn again with every letter. @type {Map<string, Promise<HTMLCanvasElement>>} */
const drawn = new Map();

/** The photos of a draft with their captions, as pages show them.
 * @param {import("./tulis-aturan.js").Rules} rules @param {import("./tulis-berkas.js").Photo[]} photos @param {Map<string, Blob>} blobs */
export const figures = (rules, photos, blobs) => Promise.all(photos.map(async ({ id, alt, caption }) => {
  const blob = blobs.get(id), figure = element("figure", "", "photo");
  if (!blob) return figure;
  if (!drawn.has(id)) drawn.set(id, pictured(blob, 680, ""));
  const canvas = await /** @type {Promise<HTMLCanvasElement>} */ (drawn.get(id));
  canvas.setAttribute("aria-label", oneLine(alt) || rules.say("photo_alt"));
  figure.append(canvas, ...(oneLine(caption) ? [element("figcaption", oneLine(caption))] : []));
  return figure;
}));
