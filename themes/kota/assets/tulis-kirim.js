// The parcel that leaves the phone: one zip with what was written, its photos, and a list of both (docs/submission.md).
// @ts-check
import { zip } from "./tulis-zip.js";

/** @typedef {import("./tulis-berkas.js").Written} Written */
/** @typedef {import("./tulis-zip.js").Entry} Entry */
/** @typedef {{nama: string, ukuran: number, sha256?: string}} Listed */

const hex = (/** @type {ArrayBuffer} */ bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const two = (/** @type {number} */ number) => String(number).padStart(2, "0");

/** A moment as this device has it, with how far it is from UTC. @param {Date} now */
export function moment(now) {
  const off = -now.getTimezoneOffset(), sign = off < 0 ? "-" : "+";
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}${sign}${two(Math.floor(Math.abs(off) / 60))}:${two(Math.abs(off) % 60)}`;
}

/** @param {{unit: string, written: Written, blob: (id: string) => Blob | undefined, id: string, now: Date, version: string}} given @returns {Promise<File>} */
export async function parcel({ unit, written, blob, id, now, version }) {
  /** @type {Entry[]} */
  const files = [written, ...(written.beside || [])].map(({ path, text }) => ({ name: path, body: new TextEncoder().encode(text) }));
  for (const photo of written.photos) {
    const found = blob(photo.id);
    if (found) files.push({ name: photo.path, body: new Uint8Array(await found.arrayBuffer()) });
  }
  /** @type {Listed[]} */
  const listed = [];
  for (const { name, body } of files) {
    const own = { nama: name, ukuran: body.length };
    listed.push(globalThis.crypto?.subtle ? { ...own, sha256: hex(await crypto.subtle.digest("SHA-256", body)) } : own);
  }
  const time = moment(now);
  const list = {
    format: "sitegen-kiriman",
    versi: 1,
    id,
    unit,
    dibuat: time,
    pembuat: `sitegen ${version} /tulis/`,
    isi: [{ jenis: written.kind, berkas: written.path, foto: written.photos.map((photo) => photo.path), ...(written.base ? { dasar: written.base } : {}) }],
    berkas: listed,
  };
  const first = { name: "kiriman.json", body: new TextEncoder().encode(`${JSON.stringify(list, null, 1)}\n`) };
  const stamp = `${time.slice(0, 10).replaceAll("-", "")}-${time.slice(11, 16).replace(":", "")}`;
  return new File(zip([first, ...files]), `kiriman-${unit.split("/")[1]}-${stamp}.zip`, { type: "application/zip" });
}
