// Tables sort by their headings, and a field filters their rows. Without this script they are whole.

/** @typedef {"figure" | "time" | "text"} Kind */

const MISSING = "–";

/**
 * The months of a language by their names in small letters.
 * @param {string} lang
 * @returns {Map<string, number>}
 */
export function monthsOf(lang) {
  const name = new Intl.DateTimeFormat(lang, { month: "long", timeZone: "UTC" });
  const all = Array.from({ length: 12 }, (_, at) => at);
  return new Map(all.map((at) => [name.format(Date.UTC(2024, at)).toLowerCase(), at + 1]));
}

/**
 * The value of a figure as the page writes it: `Rp1.234,5`, `12,10%`, `−3`.
 * @param {string} text
 * @param {string} lang
 * @returns {number}
 */
export function figureOf(text, lang) {
  const plain = lang === "id" ? text.replace(/\./g, "").replace(",", ".") : text.replace(/,/g, "");
  return Number.parseFloat(plain.replace("−", "-").replace(/[^\d.-]/g, ""));
}

/**
 * What puts periods in order: `2024`, `2025/2026`, `3 November 2026`, `Semester 1 2026`, `Minggu 2 Mei 2026`.
 * @param {string} text
 * @param {Map<string, number>} months
 * @returns {number}
 */
export function timeOf(text, months) {
  const words = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  const year = words.find((word) => /^\d{4}$/.test(word)) ?? "0";
  const part = words.find((word) => /^\d{1,2}$/.test(word)) ?? "0";
  const month = words.map((word) => months.get(word)).find(Boolean) ?? 0;
  return Number(year) * 10000 + month * 100 + Number(part);
}

/**
 * Compares two cells of a column; what is missing comes last either way.
 * @param {Kind} kind
 * @param {string} lang
 * @param {boolean} down
 * @returns {(a: string, b: string) => number}
 */
export function comparer(kind, lang, down) {
  const words = new Intl.Collator(lang, { numeric: true });
  const months = monthsOf(lang);
  const way = down ? -1 : 1;
  /** @param {string} text */
  const value = (text) => (kind === "figure" ? figureOf(text, lang) : timeOf(text, months));
  return (a, b) => {
    if (a === MISSING || b === MISSING) return Number(a === MISSING) - Number(b === MISSING);
    if (kind === "text") return way * words.compare(a, b);
    const [one, other] = [value(a), value(b)];
    if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
    return way * (one - other);
  };
}

/**
 * A text for comparing: in small letters, without accents.
 * @param {string} text
 * @returns {string}
 */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @param {HTMLElement} box the tools and the table */
function enhance(box) {
  const table = box.querySelector("table");
  const tools = box.querySelector("form");
  const field = box.querySelector("input");
  const count = box.querySelector("output");
  const body = table?.tBodies[0];
  if (!table || !tools || !field || !count || !body) return;
  const lang = document.documentElement.lang;
  const rows = [...body.rows];
  const texts = rows.map((row) => folded([...row.cells].map((cell) => cell.textContent).join(" ")));
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];

  heads.forEach((head, at) => {
    const kind = /** @type {Kind} */ (head.classList.contains("n") ? "figure" : (head.dataset.kind ?? "text"));
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      // Of figures the largest first; a third press restores the order of the table.
      const ways = kind === "figure" ? ["descending", "ascending"] : ["ascending", "descending"];
      const way = ways[ways.indexOf(head.ariaSort ?? "") + 1];
      for (const other of heads) other.removeAttribute("aria-sort");
      if (way) head.setAttribute("aria-sort", way);
      const compare = comparer(kind, lang, way === "descending");
      const sorted = [...rows];
      /** @param {HTMLTableRowElement} row */
      const cell = (row) => row.cells[at]?.textContent ?? "";
      if (way) sorted.sort((a, b) => compare(cell(a), cell(b)));
      body.append(...sorted);
    });
  });

  const filter = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => texts[at]?.includes(word));
      if (!row.hidden) shown += 1;
    });
    count.value = words.length ? (count.dataset.text ?? "").replace("{n}", shown.toLocaleString(lang)) : "";
  };
  field.addEventListener("input", filter);
  tools.addEventListener("reset", (event) => {
    // The browser would empty the count before the field, and rows would stay hidden for a moment.
    event.preventDefault();
    field.value = "";
    filter();
  });
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.hidden = false;
  filter();
}

if (typeof document !== "undefined") {
  document.querySelectorAll(".sortable").forEach((box) => enhance(/** @type {HTMLElement} */ (box)));
}
