// The rules of the form, as the build made them (docs/form.md): patterns, words and messages.
// @ts-check

/** @typedef {{kunci: string, contoh: string, bagian: Record<string, string>}} Key */
/** @typedef {[severity: string, message: string, hint: string]} Told */
/** @typedef {{sentences: string[], lines: string[], dots: string[], edges: string, examples: Record<string, string[]>}} Template */
/**
 * @typedef {object} Data
 * @property {string} versi
 * @property {string} bahasa
 * @property {string} zona
 * @property {string[]} urutan
 * @property {Record<string, Key>} isian
 * @property {Record<string, string>} hanya
 * @property {Record<string, {urutan: string[], tanya: string[], isian: Record<string, {kunci: string, contoh: string, dalam: string}>}>} formulir Those besides the form for reports.
 * @property {Record<string, Record<string, {tipe: string, label: string, satuan: string, pilihan: string[]}>>} tambahan The city's own keys, by form.
 * @property {string[]} urutan_layanan
 * @property {{nama: string, kunci: string, tanya: string, bantu: string, contoh: string, kendali: string}[]} layanan
 * @property {Record<string, string>} jenis
 * @property {Record<string, string>} topik
 * @property {Record<string, string>} tipe
 * @property {Record<string, string>} status
 * @property {Record<string, Told>} pesan
 * @property {Record<string, string>} temuan
 * @property {Record<string, string>} ucapan
 * @property {Record<string, number>} batas
 * @property {Record<string, Record<string, [string, string]>>} pola
 * @property {Record<string, Record<string, string>>} kata
 * @property {Record<string, number>} bulan
 * @property {string[]} hari
 * @property {Record<string, number>} hari_lain
 * @property {Record<string, number>} skala
 * @property {Record<string, string>} label_orang
 * @property {Template} templat
 */
/** @typedef {RegExpExecArray & {indices: Array<[number, number]>}} Match */

export class Rules {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    /** @type {Map<string, RegExp>} */
    this.made = new Map();
    /** @type {Map<string, Set<string>>} */
    this.sets = new Map();
  }

  /** A pattern by its name, such as `identity.resident`. @param {string} name @param {string} how @returns {RegExp} */
  pattern(name, how) {
    const known = this.made.get(how + name);
    if (known) return known;
    const [room, own] = name.split(".");
    const [source, flags] = this.data.pola[room][own];
    const made = how === "=" ? new RegExp(`^(?:${source})$`, flags.replace("m", "")) : new RegExp(source, flags + "d" + how);
    this.made.set(how + name, made);
    return made;
  }

  /** @param {string} name @param {string} text @returns {Match[]} */
  all(name, text) {
    return /** @type {any} */ ([...text.matchAll(this.pattern(name, "g"))]);
  }

  /** The first match from a position on. @param {string} name @param {string} text @param {number} from @returns {Match | null} */
  find(name, text, from = 0) {
    const pattern = this.pattern(name, "g");
    pattern.lastIndex = from;
    return /** @type {any} */ (pattern.exec(text));
  }

  /** A match that begins at a position. @param {string} name @param {string} text @param {number} at @returns {Match | null} */
  match(name, text, at = 0) {
    const pattern = this.pattern(name, "y");
    pattern.lastIndex = at;
    return /** @type {any} */ (pattern.exec(text));
  }

  /** @param {string} name @param {string} text */
  has(name, text) {
    return this.find(name, text) !== null;
  }

  /** @param {string} name @param {string} text */
  is(name, text) {
    return this.pattern(name, "=").test(text);
  }

  /** @param {string} name @param {string} text @param {string | ((...found: any[]) => string)} made */
  replace(name, text, made) {
    return text.replace(this.pattern(name, "g"), /** @type {any} */ (made));
  }

  /** A list of words by its name, such as `words.illness`. @param {string} name @returns {Set<string>} */
  words(name) {
    let found = this.sets.get(name);
    if (!found) {
      const [room, own] = name.split(".");
      const text = this.data.kata[room][own];
      found = new Set(text.split(text.includes("|") ? "|" : " "));
      this.sets.set(name, found);
    }
    return found;
  }

  /** @param {string} name @param {Record<string, string | number>} values */
  say(name, values = {}) {
    return filled(this.data.ucapan[name], values);
  }
}

/** A text with its fields filled in, as Python fills them. @param {string} text @param {Record<string, string | number>} values */
export function filled(text, values) {
  return text.replace(/\{\{|\}\}|\{(\w+)\}/g, (all, name) => name ? String(values[name] ?? "?") : all[0]);
}

/** How many letters a text has, as people count them. @param {string} text */
export const letters = (text) => [...text].length;

/** @param {string} sign */
export const isCapital = (sign) => sign !== undefined && sign !== sign.toLowerCase();
