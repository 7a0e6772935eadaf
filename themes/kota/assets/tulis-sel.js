// A table as it was pasted or read from a file: its cells, its header, and what its columns are.
// @ts-check

/** @typedef {import("./tulis-aturan.js").Rules} Rules */

const SIGNS = [",", ";", "\t", "|"];
/** The first rows among which the header may be. */
const HEAD = 12;

/** The sign that splits most of the first lines alike, outside quotation marks. @param {string} text */
function delimiter(text) {
  const lines = text.trimStart().slice(0, 20000).replace(/"(?:[^"]|"")*"/g, "").split(/\r\n|\r|\n/).slice(0, 20);
  const order = (/** @type {string} */ sign) => {
    const counts = lines.map((line) => line.split(sign).length - 1).filter(Boolean);
    const alike = Math.max(0, ...counts.map((count) => counts.filter((other) => other === count).length));
    return alike * 1e6 + counts.length * 1e3 + (lines[0].split(sign).length - 1);
  };
  return SIGNS.reduce((best, sign) => order(sign) > order(best) ? sign : best);
}

/** The rows that are not blank, each with its cells. @param {string} text @returns {string[][]} */
export function rowsOf(text) {
  const sign = delimiter(text), rows = [];
  let cells = [], cell = "", quoted = false;
  for (let at = 0; at < text.length; at++) {
    const each = text[at];
    if (quoted) {
      if (each !== '"') cell += each;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (each === '"' && !cell.trim()) {
      quoted = true;
      cell = "";
    } else if (each === sign || each === "\n" || each === "\r") {
      cells.push(cell.trim());
      cell = "";
      if (each !== sign) {
        if (cells.some(Boolean)) rows.push(cells);
        cells = [];
      }
    } else cell += each;
  }
  cells.push(cell.trim());
  if (cells.some(Boolean)) rows.push(cells);
  return rows.map((row) => row.map((each) => each.replace(/[\u200b\u200e\u200f\u2060\ufeff\u00ad]/g, "")));
}

/** The row that seems to hold the names: the first that fills more than one cell. @param {string[][]} rows */
export function headerOf(rows) {
  const found = rows.slice(0, HEAD).findIndex((cells) => cells.filter(Boolean).length > 1);
  return Math.max(0, found);
}

/** The rows that may hold the names. @param {string[][]} rows */
export const heads = (rows) => rows.slice(0, HEAD);

/** The table from its header on, without columns that are empty. @param {string[][]} rows @param {number} header */
export function framed(rows, header) {
  const own = rows.slice(header), width = Math.max(0, ...own.map((cells) => cells.length));
  const used = [...Array(width).keys()].filter((at) => own.some((cells) => cells[at]));
  return own.map((cells) => used.map((at) => cells[at] || ""));
}

/** As a file with commas. @param {string[][]} rows */
export const csv = (rows) => rows.map((cells) => cells.map((cell) => /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell).join(",") + "\n").join("");

// As constants, since the tool that makes scripts smaller knows a pattern only behind such signs as `=` and `(`.
const FIGURE = /^\(?[+\-\u2212\u2013]?(?:(?:rp|idr)\.?)? *[+-]?(?:\d{1,3}(?:([. '])\d{3}(?:\1\d{3})*)?(?:,\d+)?|\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:[.,]\d+)?)(?:,-| ?%)?\)?$/i;
const YEAR = /^(?:(?:tahun|thn\.?|th\.?|ta) ?)?(?:19|20)\d\d(?: ?\*{1,3})?$/i;
const MONTH_NUMBER = /^(?:0?[1-9]|1[0-2]|i{1,3}|iv|vi{0,3}|ix|xi{0,2})$/i;
const YEAR_MONTH = /^(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])$/;
const OF_YEAR = /[\s-]*(?:19|20)\d\d$/;
const DOTTED = /^[\d.]+$/;
const DIGITS = /^\d+$/;
const QUARTER = /^(?:(?:triwulan|kuartal|tw)[\s.-]*(?:iv|i{1,3}|[1-4])(?:[\s.,/-]*(?:tahun )?(?:19|20)\d\d)?|(?:19|20)\d\d[\s.,/-]*(?:triwulan|kuartal|tw|q)[\s.-]*(?:iv|i{1,3}|[1-4]))$/i;
const QUARTER_NUMBER = /^(?:i{1,3}|iv|[1-4])$/i;
const SEMESTER = /^(?:(?:semester|smstr|smt|sem)[\s.-]*(?:i{1,2}|[12])(?:[\s.,/-]*(?:tahun )?(?:19|20)\d\d)?|(?:19|20)\d\d[\s.,/-]*(?:semester|smt|sem|s)[\s.-]*(?:i{1,2}|[12]))$/i;
const SPAN = /^(?:19|20)\d\d\/(?:19|20)\d\d$/;
const DAY = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2} \p{L}{3,} \d{4})$/u;
const CLOCK = /^\d{1,2}[.:]\d\d$/;
const NOTHING = ["", "-", "--", "…", "...", "n/a", "na", "null", "tidak ada", "nan"];

/** What a column seems to be: `bulat`, `desimal`, a kind of time, `kode` or `teks`. @param {Rules} rules @param {string} name @param {string[]} cells */
export function kindOf(rules, name, cells) {
  const filled = [...new Set(cells.filter((cell) => !NOTHING.includes(cell.toLowerCase())))], words = name.toLowerCase().match(/[a-z]+/g) || [];
  const said = (/** @type {string[]} */ ...own) => words.some((word) => own.includes(word));
  const all = (/** @type {RegExp[]} */ ...fits) => filled.every((cell) => fits.some((fit) => fit.test(cell)));
  const named = (/** @type {string} */ cell) => rules.data.bulan[cell.toLowerCase().replace(/\.$/, "")] !== undefined;
  const months = filled.every((cell) => named(cell) || named(cell.replace(OF_YEAR, "")) || YEAR_MONTH.test(cell));
  const dated = /(?:19|20)\d\d/.test(name);
  if (!filled.length) return "teks";
  if (!dated && said("tahun", "thn", "th", "year") && all(YEAR)) return "tahun";
  if (!dated && said("bulan", "bln", "month") && filled.every((cell) => named(cell) || MONTH_NUMBER.test(cell))) return "bulan";
  if (said("kode", "kd", "id", "nik", "code") && all(DOTTED)) return "kode";
  if (all(DIGITS) && filled.some((cell) => cell.length > 1 && cell[0] === "0")) return "kode";
  if (months) return "bulan";
  if (all(QUARTER) || (!dated && said("triwulan", "tw") && all(QUARTER_NUMBER))) return "triwulan";
  if (all(SEMESTER) || (!dated && said("semester", "smt", "smstr") && all(QUARTER_NUMBER) && filled.length < 3)) return "semester";
  if (all(SPAN)) return "rentang";
  if (all(DAY)) return "tanggal";
  if (all(CLOCK) && (said("jam", "pukul", "waktu") || (filled.every((cell) => cell.length === 5) && filled.some((cell) => cell[0] === "0")))) return "teks";
  if (!all(FIGURE)) return "teks";
  return filled.some((cell) => amount(cell, filled) % 1 || cell.includes("%")) ? "desimal" : "bulat";
}

const COMMA = /,(?:\d{1,2}|\d{4,})\)? ?%?$|\.\d{3}.*,|\.\d{3}\./;
const POINT = /\.(?:\d{1,2}|\d{4,})\)? ?%?$|,\d{3}.*\.|,\d{3},/;

/** A figure as a number, with the sign for decimals that its column has. @param {string} cell @param {string[]} column */
export function amount(cell, column) {
  const comma = column.some((each) => COMMA.test(each)), dot = !comma && column.some((each) => POINT.test(each));
  const plain = cell.replace(/[^\d.,-]/g, "").replace(/,-$/, "");
  return Number(dot ? plain.replaceAll(",", "") : comma || /\.\d{3}$/.test(plain) ? plain.replaceAll(".", "").replace(",", ".") : plain.replace(",", "."));
}
