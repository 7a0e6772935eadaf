// A parcel of files: a zip whose entries are stored as they are, since photos do not get smaller.
// @ts-check

/** @typedef {{name: string, body: Uint8Array<ArrayBuffer>}} Entry */

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let made = n;
  for (let bit = 0; bit < 8; bit++) made = made & 1 ? 0xedb88320 ^ (made >>> 1) : made >>> 1;
  return made >>> 0;
});

/** @param {Uint8Array} body */
function checksum(body) {
  let made = 0xffffffff;
  for (const byte of body) made = TABLE[(made ^ byte) & 255] ^ (made >>> 8);
  return (made ^ 0xffffffff) >>> 0;
}

/** @param {number[]} sizes @param {number[]} values */
function fields(sizes, values) {
  const made = new DataView(new ArrayBuffer(sizes.reduce((sum, size) => sum + size, 0)));
  let at = 0;
  sizes.forEach((size, n) => {
    if (size === 2) made.setUint16(at, values[n], true);
    else made.setUint32(at, values[n], true);
    at += size;
  });
  return new Uint8Array(made.buffer);
}

/** The bytes of a zip; its names are UTF-8, and its times say nothing, since clocks of phones are wrong.
 * @param {Entry[]} entries */
export function zip(entries) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const list = [];
  let at = 0;
  for (const { name, body } of entries) {
    const called = new TextEncoder().encode(name), sum = checksum(body);
    // Version 2.0, names in UTF-8, stored, 1 January 1980.
    const same = [20, 0x800, 0, 0, 0x21, sum, body.length, body.length, called.length, 0];
    const head = fields([4, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2], [0x04034b50, ...same]);
    list.push(fields([4, 2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4], [0x02014b50, 20, ...same, 0, 0, 0, 0, at]), called);
    pieces.push(head, called, body);
    at += head.length + called.length + body.length;
  }
  const length = list.reduce((sum, each) => sum + each.length, 0);
  const end = fields([4, 2, 2, 2, 2, 4, 4, 2], [0x06054b50, 0, 0, entries.length, entries.length, length, at, 0]);
  return [...pieces, ...list, end];
}
