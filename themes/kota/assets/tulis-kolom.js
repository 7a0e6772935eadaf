// Personal data in a table, where a column says what all of its cells are (sitegen/privacy/table.py).
// @ts-check
import { digits, find, isBirth, isExample, isResident } from "./tulis-pribadi.js";

/** @typedef {import("./tulis-aturan.js").Rules} Rules */
/** @typedef {import("./tulis-orang.js").People} People */
/** @typedef {{kind: string, at: number, values: string[], beside: string}} ColumnFinding */
/** @typedef {{name: string, words: Set<string>, cells: string[], many: number, people: boolean, named: boolean, banked: boolean, above: Set<string>[], packed: boolean}} Screened */

const HEAD_ROWS = 60, LONG = 6, SPLIT_ROWS = 300, MOST_LABELS = 40;
/** How many digits the cells below such a header have. @type {[string, number, number][]} */
const HEADERS = [["nik", 15, 17], ["kk", 15, 17], ["npwp", 11, 22], ["rekening", 10, 18]];
/** @type {[string, number, number][]} */
const PERSONAL = [["BPJS", 8, 13], ["NISN", 9, 10], ["paspor", 6, 8], ["SIM", 12, 14]];
const WARNED = ["nip", "telepon", "surel", "nama-orang"];

/** @param {string} text */
const wordsOf = (text) => new Set(text.toLowerCase().match(/[a-z]+/g) || []);
/** @param {Set<string>} a @param {Set<string>} b */
const meet = (a, b) => [...a].some((word) => b.has(word));
/** @param {string} text */
const telephone = (text) => digits(text).replace(/^62/, "").replace(/^0+/, "");
/** @param {string} value */
const isMobile = (value) => value[0] === "8" && value.length >= 8 && value.length <= 12;
const NAMED = [["nama"], ["kader", "nama"], ["kader"]].map(String);

/** What the rows of a table hold: those above its header, its header, its cells.
 * @param {Rules} rules @param {People} people @param {{rows: string[][], header: number, around: string}} table @returns {ColumnFinding[]} */
export function inTable(rules, people, { rows, header, around }) {
  const found = read(rules, people, rows, header, around);
  const filled = rows.filter((cells) => cells.some(Boolean));
  const onSide = rows.length <= MOST_LABELS && filled.some(([first = ""]) => first.toLowerCase() === "nama" || namesPersonal(rules, first) || namesPeople(rules, first));
  const width = Math.max(...filled.map((cells) => cells.length), 0);
  /** Other ways to read it: a header of two rows, a table on its side. @type {[string[][], number][]} */
  const others = [];
  if (rows[header]?.some((cell) => !cell) && rows[header + 1] && !/\d/.test(rows[header + 1].join(""))) others.push([rows, header + 1]);
  if (onSide) others.push([[...Array(width).keys()].map((at) => filled.map((cells) => cells[at] || "")), 0]);
  for (const [cells, first] of others) {
    const known = new Set(found.flatMap(({ kind, values }) => values.flatMap((value) => [`${kind} ${value}`, ...(WARNED.includes(kind) ? [] : [value])])));
    for (const each of read(rules, people, cells, first, around)) {
      if (!each.values.every((value) => known.has(`${each.kind} ${value}`) || known.has(value))) found.push({ ...each, at: -1 });
    }
  }
  return found;
}

/** @param {Rules} rules @param {People} people @param {string[][]} rows @param {number} header @param {string} around @returns {ColumnFinding[]} */
function read(rules, people, rows, header, around) {
  /** @type {ColumnFinding[]} */
  const found = [];
  for (const cells of rows.slice(0, header + 1)) found.push(...inWords(rules, cells.filter(Boolean)));
  const names = rows[header] || [], body = rows.slice(header + 1);
  const width = Math.max(names.length, ...body.map((cells) => cells.length), 0);
  const parts = (/** @type {string} */ text) => [text, ...text.split(rules.pattern("columns.split", "g")).map((part) => part.trim())];
  const listed = names.some((name) => parts(name).some((part) => namesPeople(rules, part)));
  const named = listed || names.some((name) => NAMED.includes(String([...wordsOf(name)].sort())));
  const banked = names.some((name) => meet(wordsOf(name), rules.words("columns.bank")));
  /** @type {string[][]} */
  const columns = [];
  for (let at = 0; at < width; at++) {
    const cells = [...new Set(body.map((row) => (row[at] || "").replace(/\s*\n\s*/g, " ").trim()).filter(Boolean))];
    columns.push(cells);
    const stop = cells.slice(0, HEAD_ROWS).findIndex((cell) => digits(cell).length >= LONG), above = cells.slice(0, stop < 0 ? HEAD_ROWS : stop);
    const name = names[at] || "";
    found.push(...inColumn(rules, at, {
      name, words: wordsOf(name), cells, many: cells.length, people: listed, named, banked,
      above: above.map(wordsOf), packed: [name, ...above].some((text) => rules.has("columns.split", text)),
    }));
  }
  found.push(...splitNumbers(rules, body, names));
  const headless = names.some((name) => people.level(name) === 2);
  const asked = columns.map((cells, at) => ({ titles: names[at] ? [names[at]] : [], cells }));
  const titles = rows.slice(0, header + 1).flat().join(" ");
  const roster = people.roster(asked, () => people.telling(`${around} ${titles}`), headless);
  if (roster && columns[roster.at].length) {
    const cells = columns[roster.at];
    found.push({ kind: roster.held ? "daftar-orang" : "nama-orang", at: roster.at, values: cells.map((cell) => cell.toLowerCase().split(/\s+/).join(" ")), beside: roster.beside });
  }
  return found;
}

/** @param {Rules} rules @param {string} name */
const namesPeople = (rules, name) => rules.is("columns.person", (name.toLowerCase().match(/[a-z]+/g) || []).join(" "));
/** @param {Rules} rules @param {string} name */
const namesPersonal = (rules, name) => meet(wordsOf(name), rules.words("columns.telephone")) || HEADERS.some(([kind]) => says(rules, wordsOf(name), kind));
/** @param {Rules} rules @param {Set<string>} words @param {string} kind */
const says = (rules, words, kind) => meet(words, rules.words(`columns.${kind}`)) && !(kind === "rekening" && meet(words, rules.words("columns.no_account")));

/** @param {Rules} rules @param {string[]} cells @returns {ColumnFinding[]} */
function inWords(rules, cells) {
  /** @type {Map<string, ColumnFinding>} */
  const found = new Map();
  for (const text of [...cells, cells.join("; ")]) {
    for (const { kind, value } of find(rules, text)) if (!found.has(value)) found.set(value, { kind, at: -1, values: [value], beside: "" });
  }
  return [...found.values()];
}

/** @param {Rules} rules @param {number} at @param {Screened} column @returns {Generator<ColumnFinding>} */
function* inColumn(rules, at, column) {
  const said = new Map(saidCells(rules, column));
  /** @type {Map<string, [string, string][]>} */
  const shaped = new Map();
  const add = (/** @type {string} */ kind, /** @type {string} */ cell, /** @type {string} */ value) => shaped.set(kind, [...(shaped.get(kind) || []), [cell, value]]);
  for (const [cell, kind, value] of shapedCells(rules, column)) {
    const ofOffice = kind === "telepon" && !column.people && !isMobile(value);
    if (!said.has(cell) && !ofOffice) add(kind, cell, value);
  }
  for (const [cell, [kind, value]] of said) add(kind, cell, value);
  const niks = shaped.get("nik") || [], alike = column.cells.filter((cell) => digits(cell).length === 16 && cell.length < 32);
  const plain = niks.filter(([cell, value]) => digits(cell).length === 16 && isResident(rules, value));
  if (plain.length && !meet(column.words, rules.words("columns.nik")) && 2 * plain.length < alike.length) shaped.delete("nik");
  for (const [kind, many] of shaped) {
    const most = 2 * many.length >= column.many;
    const telephones = kind === "telepon" && (most || meet(column.words, rules.words("columns.telephone")));
    const addresses = kind === "surel" && (most || meet(column.words, rules.words("columns.mail")));
    const beside = kind === "nomor-pribadi" ? PERSONAL.find(([label]) => meet(column.words, rules.words(`columns.${label}`)))?.[0] || "" : "";
    yield { kind: telephones ? "kolom-telepon" : addresses ? "kolom-surel" : kind, at, values: many.map(([, value]) => value), beside };
  }
}

/** Cells that are what the header says, even with a digit wrong or lost. @param {Rules} rules @param {Screened} column @returns {Generator<[string, [string, string]]>} */
function* saidCells(rules, column) {
  const { words, cells } = column;
  const parts = (/** @type {string} */ cell) => column.packed ? [cell, ...cell.split(rules.pattern("columns.split", "g")).map((part) => part.trim())] : [cell];
  const has = (/** @type {string} */ name) => meet(words, rules.words(`columns.${name}`));
  for (const [kind, least, most] of HEADERS) {
    const named = says(rules, words, kind);
    if (!named && (has("no_account") || !column.above.some((own) => says(rules, own, kind)))) continue;
    for (const cell of cells) {
      const part = parts(cell).find((each) => {
        const { length } = digits(each);
        return (named || rules.is("columns.number_cell", each)) && length >= least && length <= most && !isExample(digits(each)) && !rules.match("numbers.budget", each);
      });
      if (part !== undefined) yield [cell, [kind, digits(part)]];
    }
  }
  if (has("telephone")) {
    for (const cell of cells) {
      const numbers = parts(cell).flatMap((whole) => whole.split(rules.pattern("columns.several", "g")))
        .filter((part) => rules.is("columns.telephone_cell", part) && digits(part).length >= 6 && digits(part).length < 14).map(telephone);
      if (numbers.length && (column.people || numbers.some(isMobile))) yield [cell, ["telepon", numbers.join(" ")]];
    }
  }
  for (const [label, least, most] of PERSONAL) {
    if (!has(label)) continue;
    for (const cell of cells) if (digits(cell).length >= least && digits(cell).length <= most) yield [cell, ["nomor-pribadi", digits(cell)]];
  }
  if (column.banked && words.size && [...words].every((word) => rules.words("columns.of_bank").has(word))) {
    for (const cell of cells) if (rules.is("columns.account_cell", cell) && digits(cell).length >= 10 && digits(cell).length < 19) yield [cell, ["rekening", digits(cell)]];
  }
  const short = cells.filter((cell) => rules.is("columns.short_mobile", cell));
  if (column.named && short.length * 5 >= cells.length * 3 && !has("money")) for (const cell of short) yield [cell, ["telepon", cell]];
  const long = cells.filter((cell) => /^\d{16}$/.test(cell)), lost = long.filter((cell) => cell.endsWith("0000") && isBirth(rules, cell));
  if (lost.length && (has("numbered") || lost.length > 1) && (lost.length + long.filter((cell) => isResident(rules, cell)).length) * 10 >= long.length * 8) {
    for (const cell of lost) yield [cell, ["nik", cell]];
  }
  if (!has("money") || ["nik", "kk", "npwp"].some((word) => words.has(word))) {
    for (const cell of cells) if (rules.is("columns.broken", cell)) yield [cell, ["angka-rusak", cell.toLowerCase()]];
  }
}

/** Cells whose shape alone shows what they hold. @param {Rules} rules @param {Screened} column @returns {Generator<[string, string, string]>} */
function* shapedCells(rules, { cells }) {
  /** @type {string[]} */
  const others = [];
  for (const cell of cells) {
    if (/^\d{16}$/.test(cell)) {
      if (isResident(rules, cell)) yield [cell, "nik", cell];
    } else if (!(cell.length < 9 || (cell.length < 15 && /^\d+$/.test(cell) && !/^(?:08|628)/.test(cell)))) others.push(cell);
  }
  /** @type {number[]} */
  const starts = [];
  others.reduce((sum, cell) => (starts.push(sum), sum + cell.length + 1), 0);
  for (const { start, kind, value } of find(rules, others.join("\n"))) yield [others[starts.findLastIndex((each) => each <= start)], kind, value];
}

/** NIKs that neighbouring cells of a row share. @param {Rules} rules @param {string[][]} body @param {string[]} names @returns {Generator<ColumnFinding>} */
function* splitNumbers(rules, body, names) {
  /** @type {Map<string, {at: number, end: number, filled: number, values: string[]}>} */
  const found = new Map();
  for (const cells of body.slice(0, SPLIT_ROWS)) {
    for (let start = 0; start < cells.length; start++) {
      let joined = "";
      for (let end = start; end < cells.length && /^\d+$/.test(cells[end]) && joined.length < 16; end++) {
        joined += cells[end];
        if (joined.length !== 16 || end === start) continue;
        const own = found.get(`${start} ${end}`) || { at: start, end, filled: 0, values: [] };
        own.filled++;
        if (isResident(rules, joined)) own.values.push(joined);
        found.set(`${start} ${end}`, own);
      }
    }
  }
  for (const { at, end, filled, values } of found.values()) {
    const said = names.slice(at, end + 1).some((name) => ["nik", "ktp"].some((word) => wordsOf(name).has(word)));
    if (values.length && (said || (values.length > 1 && 10 * values.length >= 7 * filled))) {
      yield { kind: "nik", at, values: [...new Set(values)], beside: "" };
    }
  }
}
