// What a report is written as: the file that `sitegen new laporan` would begin, with its photos' names.
// @ts-check
import { letters } from "./tulis-aturan.js";

/** @typedef {import("./tulis-aturan.js").Rules} Rules */
/** @typedef {{id: string, name: string, alt: string, caption: string, size: number, width: number, height: number}} Photo */
/** @typedef {{unit: string, answers: Record<string, string>, topics: string[], photos: Photo[], own: boolean, since: string, sent?: boolean, more: Record<string, any>}} Draft */
/** @typedef {{text: string, field: string}} WrittenLine */
/** @typedef {{path: string, day: string, lines: WrittenLine[], text: string, photos: {id: string, path: string, file: string}[], values: Record<string, string>, kind: string, base?: string, beside?: {path: string, text: string}[]}} Written */

const SLUG = 80;
const RESERVED = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/;
// What YAML takes for something else than a text.
const NO_TEXT = /^(?:~|null|true|false|yes|no|on|off|[-+]?(?:0b[01_]+|0x[\da-f_]+|0o?[0-7_]+|[\d_]+(?:\.[\d_]*(?:e[-+]\d+)?)?|\.\d[\d_]*|[1-9][\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?)|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?(?:[t\s].*)?)$/i;

/** @param {string} text */
export function slugify(text) {
  const plain = text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
  let slug = plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  if (slug.length > SLUG) {
    const cut = slug.slice(0, SLUG + 1), at = cut.lastIndexOf("-");
    slug = at > 0 ? cut.slice(0, at) : slug.slice(0, SLUG);
  }
  return RESERVED.test(slug) ? `${slug}-x` : slug;
}

/** Words as one line without signs that nobody can see. @param {string} text */
export function oneLine(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g, " ")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\ufeff]/g, "").trim().split(/\s+/).join(" ");
}

/** A text as a value of YAML, in quotes if it needs them. @param {string} text */
export function quoted(text) {
  const bare = /^[\p{L}\p{N}]/u.test(text) && !/:(?:\s|$)|\s#|[\u0085\u2028\u2029]/.test(text) && !NO_TEXT.test(text);
  return bare ? text : JSON.stringify(text);
}

/** A whole number as people type it, null if it is none. @param {Rules} rules @param {string} text */
export function count(rules, text) {
  let word = text.trim().toLowerCase().replace(/\s*(?:orang|jiwa|peserta)$/, "");
  if (rules.is("values.grouped_dot", word)) word = word.replaceAll(".", "");
  return /^\d+$/.test(word) && word.length <= rules.data.batas.digit ? +word : null;
}

/** Whole rupiah as people type them, null if it is no amount. @param {Rules} rules @param {string} text */
export function rupiah(rules, text) {
  const found = new RegExp(`^(?:${rules.data.pola.values.amount[0]})$`, "u").exec(text.trim().toLowerCase().replace(/,-$/, ""));
  if (!found) return null;
  let [, number, scale] = found;
  if (rules.is("values.grouped_dot", number)) number = number.replaceAll(".", "");
  else if (rules.is("values.decimal_comma", number)) number = number.replaceAll(".", "").replace(",", ".");
  else if (!/^\d+$/.test(number)) return null;
  const [whole, part = ""] = number.split("."), zeros = scale ? rules.data.skala[scale] : 0;
  if (part.slice(zeros).replace(/0+$/, "")) return null;
  const made = (whole + part.slice(0, zeros).padEnd(zeros, "0")).replace(/^0+(?=\d)/, "");
  return made.length <= 16 ? made : null;
}

/** A number as people type it, null if it is none. @param {Rules} rules @param {string} text */
export function figure(rules, text) {
  let word = text.trim().replace(/^-/, "");
  if (rules.is("values.grouped_dot", word) || rules.is("values.decimal_comma", word)) word = word.replaceAll(".", "").replace(",", ".");
  if (!rules.is("values.decimal_dot", word) || word.length > rules.data.batas.digit) return null;
  return text.trim().startsWith("-") ? -word : +word;
}

/** The questions about keys that the city has added, in its order. @param {Rules} rules @param {string} form */
export function addedNames({ data: { urutan, formulir, tambahan } }, form) {
  return (formulir[form]?.urutan || urutan).map((key) => `own:${key}`).filter((name) => tambahan[form][name]);
}

/** What a file has for a key that the city has added, "" for nothing.
 * @param {Rules} rules @param {string} form @param {string} name @param {string | undefined} answer */
export function ownValue(rules, form, name, answer) {
  const { tipe, pilihan } = rules.data.tambahan[form][name], words = oneLine(answer || "");
  // A draft may have a choice that the city has taken back.
  if (!words || (pilihan.length && !pilihan.some((each) => oneLine(each) === words))) return "";
  return tipe === "tanggal" || (tipe === "angka" && figure(rules, words) !== null) ? words : quoted(words);
}

/** The answers that count: what was asked of another kind before is kept, and not written. @param {Rules} rules @param {Draft} draft */
export function asked({ data: { hanya } }, draft) {
  return Object.fromEntries(Object.entries(draft.answers).filter(([name]) => !hanya[name] || hanya[name] === draft.answers.kind));
}

/** @param {Rules} rules @param {Draft} draft */
function people(rules, draft) {
  const { men = "", women = "", total = "" } = draft.answers, { bagian } = rules.data.isian.participants;
  const value = (/** @type {string} */ text) => count(rules, text) ?? quoted(oneLine(text));
  const given = [["men", men], ["women", women], ["total", total]].filter(([, text]) => text.trim());
  if (!given.length) return "";
  if (given.length === 1 && total.trim()) return String(value(total));
  return `{${given.map(([name, text]) => `${bagian[name]}: ${value(text)}`).join(", ")}}`;
}

/** The report as a file, line by line with the question that each answers. @param {Rules} rules @param {Draft} draft @param {string} today @returns {Written} */
export function written(rules, draft, today) {
  const answers = asked(rules, draft);
  const event = answers.event_date || today;
  // What is still to come is announced today; what took place has the day on which it did.
  const day = event > today ? today : event;
  const title = oneLine(answers.title || "");
  const slug = slugify(title) || slugify(answers.kind || "") || "laporan";
  const folder = `laporan/${day.slice(0, 4)}`;
  const photos = draft.photos.map(({ id }, at) => {
    const file = `${slug}${at ? `-${at + 1}` : ""}.jpg`;
    return { id, file, path: `${folder}/${file}` };
  });
  /** @type {Record<string, string>} */
  const values = { date: day };
  if (event !== day) values.event_date = event;
  if (draft.topics.length) values.topics = `[${draft.topics.join(", ")}]`;
  if (people(rules, draft)) values.participants = people(rules, draft);
  for (const name of ["kind", "status", "event_end", "until"]) if (answers[name]) values[name] = answers[name];
  if (answers.urgent) values.urgent = "ya";
  for (const name of ["title", "summary", "place", "time", "budget_source", "result", "follow_up", "claim", "truth"]) {
    if (oneLine(answers[name] || "")) values[name] = quoted(oneLine(answers[name]));
  }
  const budget = oneLine(answers.budget || "");
  if (budget) values.budget = rupiah(rules, budget) ?? quoted(budget);
  for (const name of addedNames(rules, "laporan")) values[name] = ownValue(rules, "laporan", name, answers[name]);
  const by = Object.fromEntries(Object.entries(rules.data.isian).map(([name, { kunci }]) => [kunci, name]));
  /** @type {WrittenLine[]} */
  const lines = [{ text: "---", field: "" }];
  const field = (/** @type {string} */ name) => name === "date" ? "event_date" : name;
  for (const key of rules.data.urutan) {
    const name = by[key];
    if (name === "photos" && photos.length) {
      lines.push({ text: `${key}:`, field: "photos" });
      draft.photos.forEach((photo, at) => {
        const own = rules.data.isian.photos.bagian, mine = `photo-${photo.id}`;
        lines.push({ text: `  - ${own.file}: ${photos[at].file}`, field: mine });
        if (oneLine(photo.alt)) lines.push({ text: `    ${own.alt}: ${quoted(oneLine(photo.alt))}`, field: mine });
        if (oneLine(photo.caption)) lines.push({ text: `    ${own.caption}: ${quoted(oneLine(photo.caption))}`, field: mine });
      });
    } else if (values[name]) lines.push({ text: `${key}: ${values[name]}`, field: field(name) });
  }
  lines.push({ text: "---", field: "" }, { text: "", field: "" });
  const body = (answers.body || "").replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  if (body) for (const text of body.split("\n")) lines.push({ text, field: "body" });
  return { path: `${folder}/${day}-${slug}.md`, day, lines, text: lines.map((line) => line.text + "\n").join(""), photos, values, kind: "laporan" };
}

/** How long an answer is, as messages count it. @param {Draft} draft @param {string} name */
export const lengthOf = (draft, name) => letters(oneLine(draft.answers[name] || ""));

/** The answers of a form besides that for reports, as lines of its keys, in their order.
 * @param {Rules} rules @param {string} form @param {Record<string, string>} answers @param {string[]} topics @returns {WrittenLine[]} */
export function keysOf(rules, form, answers, topics) {
  const { urutan, tanya, isian } = rules.data.formulir[form], added = rules.data.tambahan[form];
  const value = (/** @type {string} */ name) => {
    const words = oneLine(answers[name] || "");
    if (added[name]) return ownValue(rules, form, name, words);
    return !words || (name === "order" && /^\d+$/.test(words)) ? words : quoted(words);
  };
  /** @type {WrittenLine[]} */
  const lines = [];
  for (const key of urutan) {
    const own = tanya.map((name) => /** @type {const} */ ([name, isian[name]])).filter(([, { kunci, dalam }]) => (dalam || kunci) === key);
    const given = own.filter(([name]) => value(name));
    if (given.length && given[0][1].dalam) lines.push({ text: `${key}:`, field: given[0][0] });
    for (const [name, { kunci, dalam }] of given) lines.push({ text: `${dalam ? "  " : ""}${kunci}: ${value(name)}`, field: name });
    if (own[0]?.[0] === "topics" && topics.length) lines.push({ text: `${key}: [${topics.join(", ")}]`, field: "topics" });
  }
  return lines;
}
