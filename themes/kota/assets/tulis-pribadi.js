// Personal data in a text, found as the build finds it (sitegen/privacy); nothing of it leaves the phone.
// @ts-check
import { isCapital } from "./tulis-aturan.js";

/** @typedef {import("./tulis-aturan.js").Rules} Rules */
/** @typedef {import("./tulis-aturan.js").Match} Match */
/** @typedef {{kind: string, start: number, end: number, value: string, beside?: string, parts?: [number, number][]}} Finding */

const BEFORE = 48, WOMEN = 40, SHOWN = 6;
const EXAMPLES = ["1234567890123456", "0123456789012345"];
/** @type {Record<string, string>} */
const NAMED = { nbsp: "\u00a0", ensp: "\u2002", emsp: "\u2003", thinsp: "\u2009", shy: "\u00ad", zwnj: "\u200c", zwj: "\u200d", amp: "&",
  lt: "<", gt: ">", quot: '"', apos: "'", ndash: "\u2013", mdash: "\u2014", hyphen: "\u2010", dash: "\u2010", minus: "\u2212", period: ".",
  comma: ",", colon: ":", sol: "/", num: "#", ast: "*", lpar: "(", rpar: ")", plus: "+", lowbar: "_", ZeroWidthSpace: "\u200b", InvisibleComma: "\u2063", NoBreak: "\u2060", Tab: "\t", NewLine: "\n" };

/** @param {string} text */
export const digits = (text) => text.replace(/[^0-9]+/g, "");

/** The digit that a sign of any script stands for, "" for none. @param {string} sign */
function digit(sign) {
  const plain = sign.normalize("NFKC");
  if (/^[0-9]$/.test(plain)) return plain;
  if (!/^\p{Nd}$/u.test(sign)) return "";
  const code = /** @type {number} */ (sign.codePointAt(0));
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}

/** @param {string} sign @returns {string} */
function plain(sign) {
  if (sign.startsWith("&")) {
    const name = sign.slice(1, -1);
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : name.startsWith("#") ? +name.slice(1) : NaN;
    const read = code > 0 && code < 0x110000 ? String.fromCodePoint(code) : NAMED[name];
    return read === undefined || read === sign ? sign : [...read].map(plain).join("");
  }
  if (/^\\[xu]/.test(sign) && sign.length > 2) return plain(String.fromCharCode(parseInt(sign.slice(2), 16)));
  if (/^(<|\[|!\[)/.test(sign) || "*`~\\".includes(sign)) return "";
  if (sign < "\x80") return sign;
  if (/^[\p{Nd}\p{No}]$/u.test(sign)) return digit(sign) || sign;
  if (/^[\p{Cf}\p{Mn}\p{Me}]$/u.test(sign)) return "";
  if (/^\p{Zs}$/u.test(sign)) return " ";
  if (/^\p{Pd}$/u.test(sign) || sign === "\u2212") return "-";
  const wide = sign.normalize("NFKC");
  return wide.length === 1 && wide < "\x80" ? wide : sign;
}

/** A line as a reader sees it, and how positions in it lead back. @param {Rules} rules @param {string} text */
export function fold(rules, text) {
  /** @type {[number, number][]} */
  const moved = [];
  let made = "", done = 0;
  for (const match of rules.all("folding.hiding", text)) {
    const read = plain(match[0]);
    if (read === match[0]) continue;
    made += text.slice(done, match.index) + read;
    done = match.index + match[0].length;
    moved.push([made.length, done]);
  }
  made += text.slice(done);
  return {
    text: made,
    origin: (/** @type {number} */ at) => {
      let found = at;
      for (const [here, there] of moved) if (here <= at) found = there + at - here;
      return found;
    },
  };
}

/** @param {Rules} rules @param {string} number */
export function isBirth(rules, number) {
  const area = [+number.slice(0, 2), +number.slice(2, 4), +number.slice(4, 6)];
  const regency = (area[1] >= 1 && area[1] < 40) || (area[1] >= 71 && area[1] < 80);
  if (!rules.words("numbers.provinces").has(String(area[0])) || !regency || area[2] < 1 || area[2] >= 70) return false;
  const day = +number.slice(6, 8), month = +number.slice(8, 10), year = 2000 + +number.slice(10, 12).padEnd(2, "4");
  const real = day > WOMEN ? day - WOMEN : day;
  return month >= 1 && month <= 12 && real >= 1 && real <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** @param {Rules} rules @param {string} number */
export const isResident = (rules, number) => number.length === 16 && number.slice(12) !== "0000" && isBirth(rules, number);
/** @param {string} number */
export const isExample = (number) => EXAMPLES.includes(number) || new Set(number).size === 1;
/** @param {string} sign */
const isLetterOrDigit = (sign) => /^[\p{L}\p{N}]$/u.test(sign);

/** @param {string} kind @param {Match} match @param {number} group @returns {Finding} */
function ofGroup(kind, match, group = 0) {
  const [start, end] = match.indices[group];
  return { kind, start, end, value: digits(match[group]) };
}

/** @param {Rules} rules @param {string} text @param {number} start */
function said(rules, text, start) {
  const before = text.slice(Math.max(0, start - BEFORE), start);
  const last = (/** @type {string} */ name) => rules.all(name, before).reduce((_, m) => m.index + m[0].length, -1);
  const family = last("identity.family");
  return family >= 0 && family > last("identity.person") ? "kk" : "nik";
}

/** @param {Rules} rules @param {string} text @param {number} start @param {number} end */
function bounded(rules, text, start, end) {
  const before = text.slice(Math.max(0, start - 4), start);
  return (!isLetterOrDigit(before.slice(-1)) || rules.has("identity.word_touches", before)) && !isLetterOrDigit(text.slice(end, end + 1));
}

/** @param {Rules} rules @param {string} text @param {Match} match */
function standsAlone(rules, text, match) {
  const [start, end] = match.indices[1];
  if (rules.is("numbers.dates", match[1]) || rules.has("identity.money", text.slice(Math.max(0, start - 5), start))) return false;
  const joins = /^[0-9]+$/.test(match[1]) ? ".,_" : ".,_ -/";
  const before = text.slice(Math.max(0, start - 2), start), after = text.slice(end, end + 2);
  const joined = (/** @type {string} */ sign) => joins.includes(sign);
  if (/^[0-9]/.test(before) && joined(before.slice(1))) return false;
  if (joined(after.slice(0, 1)) && /^[0-9]$/.test(after.slice(1)) && !rules.match("identity.no_decimals", text, end)) return false;
  return bounded(rules, text, start, end);
}

/** @param {Rules} rules @param {string} text @returns {Generator<Finding>} */
function* identities(rules, text) {
  for (const match of rules.all("identity.servant", text)) {
    if (bounded(rules, text, ...match.indices[0])) yield ofGroup("nip", match);
  }
  for (const match of rules.all("identity.said_tax", text)) if (!isExample(digits(match[1]))) yield ofGroup("npwp", match, 1);
  for (const match of rules.all("identity.tax", text)) if (!isExample(digits(match[0]))) yield ofGroup("npwp", match);
  for (const match of rules.all("identity.said_resident", text)) {
    const number = digits(match[1]);
    if (isResident(rules, number) || (number === match[1] && !isExample(number))) yield ofGroup(said(rules, text, match.indices[1][0]), match, 1);
  }
  if (rules.has("identity.letter", text)) {
    for (const match of rules.all("identity.lettered", text)) {
      const number = digits(match[1].replace(/[lIi]/g, "1").replace(/[Oo]/g, "0"));
      const [start, end] = match.indices[1];
      if (isResident(rules, number)) yield { kind: said(rules, text, start), start, end, value: number };
    }
  }
  for (const match of rules.all("identity.scientific", text)) {
    const value = digits(match[1]).padEnd(16, "0");
    if (isResident(rules, value)) yield { kind: "nik", start: match.index, end: match.index + match[0].length, value };
  }
  for (const match of rules.all("identity.grouped", text)) {
    const number = digits(match[1]);
    if (number !== match[1] && !rules.has("identity.list", match[1]) && isResident(rules, number) && standsAlone(rules, text, match)) {
      yield ofGroup(said(rules, text, match.index), match, 1);
    }
  }
  for (const match of rules.all("identity.resident", text)) {
    if (isResident(rules, digits(match[1])) && standsAlone(rules, text, match)) yield ofGroup(said(rules, text, match.index), match, 1);
  }
}

/** @param {Rules} rules @param {string} text @returns {Generator<Finding>} */
function* personalNumbers(rules, text) {
  for (const name of Object.keys(rules.data.pola.identity).filter((each) => each.startsWith("personal_"))) {
    for (const match of rules.all(`identity.${name}`, text)) {
      if (isExample(digits(match[1]))) continue;
      const [start, end] = match.indices[1];
      yield { kind: "nomor-pribadi", start, end, value: match[1].replaceAll(" ", "").toLowerCase(), beside: name.slice(9) };
    }
  }
}

/** @param {Rules} rules @param {string} text @returns {Generator<Finding>} */
function* accounts(rules, text) {
  for (const name of ["account", "bank", "bank_card", "before_bank", "before_holder"]) {
    for (const match of rules.all(`identity.${name}`, text)) {
      const end = match.index + match[0].length;
      const before = text.slice(Math.max(0, match.index - 12), match.index);
      const around = text.slice(Math.max(0, match.index - BEFORE), end + BEFORE);
      const mobile = rules.match("identity.mobile", match[2]) !== null;
      const ofBank = rules.has("identity.after_word", text.slice(Math.max(0, match.index - BEFORE), match.index)) && !mobile;
      if (rules.match("numbers.budget", match[2]) || rules.is("numbers.years", match[2]) || rules.has("identity.no_account", before + match[1])
        || (name === "before_bank" && mobile) || (name === "before_holder" && !ofBank) || rules.has("identity.treasury", around)) continue;
      if (!rules.match("identity.no_decimals", text, end) && !/^\p{L}/u.test(text.slice(end))) yield ofGroup("rekening", match, 2);
    }
  }
}

/** @param {Rules} rules @param {string} text @returns {Generator<Finding>} */
function* namedAges(rules, text) {
  if (![...rules.words("identity.units")].some((unit) => text.includes(unit))) return;
  for (const match of rules.all("identity.aged", text)) {
    const name = rules.find("identity.name", text.slice(Math.max(0, match.index - BEFORE), match.index));
    if (!name || rules.has("identity.group", name[0]) || !namesSomebody(rules, name[0], match[0])) continue;
    const age = match.slice(1).find(Boolean);
    const value = `${name[0]} ${age}`.toLowerCase().split(/\s+/).join(" ");
    yield { kind: "nama-umur", start: match.index - name[0].length, end: match.index + match[0].length, value };
  }
}

/** @param {Rules} rules @param {string} words @param {string} after */
function namesSomebody(rules, words, after) {
  const own = words.split(/\s+/).filter((word) => !rules.words("identity.anybody").has(word.toLowerCase().replace(/^\.+|\.+$/g, "")));
  return own.some((word) => isCapital(word[0])) || (own.length > 0 && after.trimStart().startsWith("/"));
}

/** @param {Rules} rules @param {string} text @returns {Generator<Finding>} */
function* brokenNumbers(rules, text) {
  for (const match of rules.all("identity.broken", text)) {
    if (rules.has("identity.identity", text.slice(Math.max(0, match.index - BEFORE), match.index))) yield ofGroup("angka-rusak", match);
  }
}

/** @param {Match} match @param {number} group @returns {Finding} */
function telephone(match, group = 1) {
  const [start, end] = match.indices[group];
  return { kind: "telepon", start, end, value: digits(match[group]).replace(/^62/, "").replace(/^0+/, "") };
}

/** @param {Rules} rules @param {string} text @param {(at: number) => boolean} inLink @returns {Generator<Finding>} */
function* telephones(rules, text, inLink) {
  for (const match of rules.all("contacts.chat", text)) yield telephone(match);
  for (const match of rules.all("contacts.mobile", text)) {
    if (!inLink(match.index) && !rules.is("contacts.thousands", match[0])) yield telephone(match, 0);
  }
  for (const name of ["contacts.landline", "contacts.said_landline"]) {
    for (const match of rules.all(name, text)) if (!inLink(match.index)) yield telephone(match);
  }
}

/** @param {Rules} rules @param {string} text @returns {Generator<Finding>} */
function* mails(rules, text) {
  for (const match of rules.all("contacts.mail", text)) {
    const host = rules.replace("contacts.dot", match[1], ".");
    if (!rules.is("contacts.private", host)) continue;
    const at = rules.find("contacts.at", match[0]);
    const name = at ? match[0].slice(0, at.index) : match[0];
    yield { kind: "surel", start: match.index, end: match.index + match[0].length, value: `${name}@${host}`.toLowerCase() };
  }
}

/** @param {Rules} rules @param {string} text @returns {Finding[]} */
function kept(rules, text) {
  const links = rules.all("personal.link", text).map((match) => match.indices[0]);
  const inLink = (/** @type {number} */ at) => links.some(([start, end]) => start <= at && at < end);
  /** @type {Finding[]} */
  const found = [];
  const take = (/** @type {Finding} */ each) => {
    if (!found.some((other) => other.start < each.end && each.start < other.end)) found.push(each);
  };
  for (const search of [identities, personalNumbers, accounts, namedAges, brokenNumbers]) {
    for (const each of search(rules, text)) {
      if (!inLink(each.start) || rules.has("personal.query", text.slice(Math.max(0, each.start - 8), each.start))) take(each);
    }
  }
  for (const each of telephones(rules, text, inLink)) take(each);
  for (const each of mails(rules, text)) take(each);
  return found.sort((a, b) => a.start - b.start);
}

/** @param {Rules} rules @param {string} line @param {number} offset @returns {Finding[]} */
function ofLine(rules, line, offset) {
  const folded = fold(rules, line);
  const found = kept(rules, folded.text).map((each) => ({
    ...each, start: folded.origin(each.start) + offset, end: folded.origin(each.end - 1) + 1 + offset,
  }));
  if (!line.includes("*") && !/xx|##/i.test(line)) return found;
  for (const match of rules.all("identity.starred", line)) {
    const each = ofGroup("nik", match, 1);
    if (isBirth(rules, match[1]) && !found.some((other) => other.start === each.start + offset)) {
      found.push({ ...each, start: each.start + offset, end: each.end + offset });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The personal data in a text, in order. @param {Rules} rules @param {string} text @returns {Finding[]} */
export function find(rules, text) {
  /** @type {Finding[]} */
  const found = [];
  for (const cut of rules.all("personal.cut", text)) {
    const at = cut.index, first = text.lastIndexOf("\n", at - 1) + 1, last = text.indexOf("\n", at + 2);
    const line = `${text.slice(first, at)}-${text.slice(at + 2, last < 0 ? text.length : last)}`;
    for (const each of ofLine(rules, line, first)) if (each.start < at && at < each.end + 1) found.push({ ...each, end: each.end + 1 });
  }
  let start = 0;
  for (const line of text.split("\n")) {
    found.push(...ofLine(rules, line, start));
    start += line.length + 1;
  }
  return found;
}

/** What a message may show of a value. @param {string} value */
export function masked(value) {
  const at = value.indexOf("@");
  if (at >= 0) return `${value.slice(0, at && 1)}...@${value.slice(at + 1)}`;
  if (!/^[0-9]/.test(value)) return `${[...value][0] || ""}...`;
  let seen = 0;
  return value.replace(/[0-9]/g, (sign) => ++seen <= SHOWN ? sign : "x");
}
