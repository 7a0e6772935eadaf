// Up to four units of one kind side by side: what the monitor counts of them and what data say of them.
// @ts-check

/** @typedef {[key: string, name: string, kind: string, figures: number]} Unit */
/** @typedef {{jenis: [string, string][], unit: Unit[]}} List */
/** @typedef {{unit: string, laporan_terakhir: string | null, laporan_30_hari: number, laporan_90_hari: number,
 * laporan_12_bulan: number, data_segar: number, data_terlambat: number, kewajiban_terpenuhi: number}} Activity */
/** @typedef {{nama: string, teks: string, tengah: string, dari: number}} Figure */
/** @typedef {{judul: string, alamat: string, penerbit: string, periode: string, angka: Figure[]}} Dataset */
/** @typedef {{label: string, cells: string[], median: string}} Row */
/** @typedef {{label: string, href: string, note: string, rows: Row[]}} Group */

export const MOST = 4;
const DASH = "–";
/** @type {[word: string, key: "laporan_30_hari" | "laporan_90_hari" | "laporan_12_bulan" | "data_segar" | "data_terlambat" | "kewajiban_terpenuhi"][]} */
const COUNTS = [
  ["month", "laporan_30_hari"], ["quarter", "laporan_90_hari"], ["year", "laporan_12_bulan"],
  ["fresh", "data_segar"], ["late", "data_terlambat"], ["duties", "kewajiban_terpenuhi"],
];

/** The units that an address names: known, of the kind of the first, each once, at most four; and the other names.
 * @param {string} search @param {Unit[]} units
 * @returns {{keys: string[], others: string[]}} */
export function asked(search, units) {
  const names = (new URLSearchParams(search).get("u") || "").split(",").map((name) => name.trim()).filter(Boolean);
  const known = new Map(units.map((unit) => [unit[0], unit]));
  const kind = names.map((name) => known.get(name)?.[2]).find(Boolean);
  /** @type {string[]} */ const keys = [], /** @type {string[]} */ others = [];
  for (const name of names) {
    if (keys.includes(name)) continue;
    if (known.get(name)?.[2] === kind && kind && keys.length < MOST) keys.push(name);
    else others.push(name);
  }
  return { keys, others };
}

/** @param {number[]} values */
export function median(values) {
  const order = [...values].sort((a, b) => a - b), half = order.length / 2;
  return order.length % 2 ? order[Math.floor(half)] : (order[half - 1] + order[half]) / 2;
}

/** What the monitor counts of these units, beside the median of all of their kind.
 * @param {string[]} keys @param {Activity[]} all @param {string} kind @param {(word: string) => string} say @param {string} lang
 * @returns {Row[]} */
export function counted(keys, all, kind, say, lang) {
  const of = all.filter((each) => each.unit.startsWith(`${kind}/`));
  const by = new Map(of.map((each) => [each.unit, each]));
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const rows = COUNTS.map(([word, key]) => ({
    label: say(word),
    cells: keys.map((unit) => { const own = by.get(unit); return own ? number.format(own[key]) : DASH; }),
    median: of.length ? number.format(median(of.map((each) => each[key]))) : DASH,
  }));
  const last = keys.map((unit) => by.get(unit)?.laporan_terakhir);
  return [{ label: say("last"), cells: last.map((date) => (date ? day.format(new Date(`${date}T00:00:00Z`)) : say("none"))), median: "" }, ...rows];
}

/** The figures of all of these units by dataset; a dash where a table says nothing of one.
 * @param {Dataset[][]} own @param {(count: number) => string} of
 * @returns {Group[]} */
export function joined(own, of) {
  /** @type {Map<string, Dataset>} */
  const all = new Map();
  for (const datasets of own) for (const each of datasets) if (!all.has(each.alamat)) all.set(each.alamat, each);
  return [...all.values()].map((dataset) => {
    const tables = own.map((datasets) => datasets.find((each) => each.alamat === dataset.alamat));
    const count = Math.max(0, ...dataset.angka.map((figure) => figure.dari));
    return {
      label: dataset.judul, href: dataset.alamat,
      note: [dataset.periode, dataset.penerbit, count ? of(count) : ""].filter(Boolean).join(" · "),
      rows: dataset.angka.map((figure) => ({
        label: figure.nama,
        cells: tables.map((table) => table?.angka.find((each) => each.nama === figure.nama)?.teks || DASH),
        median: figure.tengah || DASH,
      })),
    };
  });
}

/** @param {string} name @param {string} [text] @param {Record<string, string>} [given] */
function made(name, text = "", given = {}) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
  return element;
}

/** @param {string} text @param {Record<string, string | number>} values */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** @param {HTMLFormElement} form */
function start(form) {
  const words = /** @type {HTMLElement} */ (document.getElementById("kata")).dataset;
  const say = (/** @type {string} */ word) => words[word] || word;
  const answer = /** @type {HTMLElement} */ (document.getElementById("jawaban"));
  const place = /** @type {HTMLElement} */ (document.getElementById("hasil"));
  const kinds = /** @type {HTMLSelectElement} */ (document.getElementById("jenis"));
  const selects = /** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll("select[data-unit]")]);
  const root = form.dataset.root || "/", lang = form.dataset.lang || "id";
  /** @type {Map<string, Promise<any>>} */
  const loaded = new Map();
  let turn = 0;

  /** @param {string} path @returns {Promise<any>} */
  const get = (path) => {
    if (!loaded.has(path)) {
      const found = fetch(root + path).then((reply) => (reply.ok ? reply.json() : Promise.reject(new Error(path))));
      found.catch(() => loaded.delete(path));
      loaded.set(path, found);
    }
    return /** @type {Promise<any>} */ (loaded.get(path));
  };

  /** @param {List} list @param {string} kind @param {string[]} keys */
  const fill = (list, kind, keys) => {
    kinds.value = kind;
    selects.forEach((select, at) => {
      const own = list.unit.filter((unit) => unit[2] === kind);
      select.replaceChildren(made("option", say("empty"), { value: "" }), ...own.map((unit) => made("option", unit[1], { value: unit[0] })));
      select.value = keys[at] || "";
    });
  };

  /** @param {List} list @param {string[]} keys @param {string[]} others */
  const show = async (list, keys, others) => {
    const now = ++turn;
    const left = others.length ? ` ${filled(say("unknown"), { names: others.join(", ") })}.` : "";
    if (keys.length < 2) {
      place.replaceChildren();
      answer.textContent = say("choose") + left;
      return;
    }
    answer.textContent = say("searching");
    const units = keys.map((key) => /** @type {Unit} */ (list.unit.find((unit) => unit[0] === key)));
    const kind = units[0][2], name = (list.jenis.find((each) => each[0] === kind) || ["", ""])[1].toLowerCase();
    try {
      const [monitor, ...own] = await Promise.all([
        get("api/v1/monitor.json"),
        ...units.map((unit) => (unit[3] ? get(`${unit[0]}/angka/angka.json`).then((file) => file.data) : [])),
      ]);
      if (now !== turn) return;
      const day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${monitor.dihitung}T00:00:00Z`));
      const n = monitor.unit.filter((/** @type {Activity} */ each) => each.unit.startsWith(`${kind}/`)).length;
      const first = { label: say("publishes"), href: `${root}keaktifan/${kind}/`, note: filled(say("counted"), { day, n, kind: name }), rows: counted(keys, monitor.unit, kind, say, lang) };
      const groups = [first, ...joined(own, (count) => filled(say("of"), { n: count, kind: name }))];
      place.replaceChildren(drawn(units, groups));
      answer.textContent = filled(say("compared"), { n: units.length }) + left;
    } catch {
      if (now === turn) answer.textContent = say("failed");
    }
  };

  /** @param {Unit[]} units @param {Group[]} groups */
  const drawn = (units, groups) => {
    const table = made("table", "", { class: "area-figures compared" });
    const head = made("tr");
    head.append(made("th", say("figure"), { scope: "col" }));
    for (const [key, text] of units) {
      const cell = made("th", "", { scope: "col", class: "n" });
      cell.append(made("a", text, { href: `${root}${key}/` }));
      head.append(cell);
    }
    head.append(made("th", say("median"), { scope: "col", class: "n" }));
    const top = made("thead");
    top.append(head);
    table.append(top);
    for (const group of groups) {
      const body = made("tbody"), line = made("tr", "", { class: "of" });
      const title = made("th", "", { scope: "rowgroup", colspan: String(units.length + 2) }), stays = made("div", "", { class: "stays" });
      stays.append(made("a", group.label, { href: group.href }), " ", made("small", group.note));
      title.append(stays);
      line.append(title);
      body.append(line);
      for (const row of group.rows) {
        const own = made("tr");
        own.append(made("th", row.label, { scope: "row" }), ...[...row.cells, row.median].map((cell) => made("td", cell, { class: "n" })));
        body.append(own);
      }
      table.append(body);
    }
    const scroll = made("div", "", { class: "scroll", role: "region", tabindex: "0", "aria-label": filled(say("compared"), { n: units.length }) });
    scroll.append(table);
    return scroll;
  };

  get("bandingkan/unit.json").then((/** @type {List} */ list) => {
    const several = list.jenis.filter(([kind]) => list.unit.filter((unit) => unit[2] === kind).length > 1);
    kinds.replaceChildren(...several.map(([kind, label]) => made("option", label, { value: kind })));
    const given = asked(location.search, list.unit);
    const kind = given.keys.length ? given.keys[0].split("/")[0] : several.length ? several[0][0] : "";
    fill(list, kind, given.keys);
    form.hidden = false;
    show(list, given.keys, given.others);
    form.addEventListener("change", (event) => {
      if (event.target === kinds) fill(list, kinds.value, []);
      const keys = [...new Set(selects.map((select) => select.value).filter(Boolean))];
      history.replaceState(null, "", keys.length ? `?u=${keys.join(",")}` : location.pathname);
      show(list, keys, []);
    });
  }).catch(() => { answer.textContent = say("failed"); });
}

if (typeof document !== "undefined") {
  const form = document.getElementById("banding");
  if (form instanceof HTMLFormElement) start(form);
}
