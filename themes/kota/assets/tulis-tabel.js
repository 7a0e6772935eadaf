// A table: its rows as a file with commas, and what it is about as the description beside it.
// @ts-check
import { element, the } from "./tulis-bagian.js";
import { keysOf, oneLine, quoted, slugify } from "./tulis-berkas.js";
import { sketch } from "./tulis-grafik.js";
import { inTable } from "./tulis-kolom.js";
import { People } from "./tulis-orang.js";
import { lacking, personal, teller } from "./tulis-periksa.js";
import { masked } from "./tulis-pribadi.js";
import { amount, csv, framed, headerOf, heads, kindOf, rowsOf } from "./tulis-sel.js";

/** @typedef {import("./tulis.js").Form} Form */
/** @typedef {import("./tulis.js").Kind} Kind */
/** @typedef {import("./tulis-berkas.js").WrittenLine} WrittenLine */
/** @typedef {import("./tulis-berkas.js").Written} Written */
/** @typedef {{name: string, read: string, kind: string, unit: string, cells: string[]}} ColumnRead */
/** @typedef {{source: string, rows: string[][], header: number, table: string[][], columns: ColumnRead[]}} Reading */

const FIGURES = ["bulat", "desimal"], TIMES = ["tanggal", "tahun", "rentang", "semester", "triwulan", "bulan", "minggu"], SHOWN = 12;
// `Luas (ha)`: what stands in brackets at the end of a figure's name is its unit.
const UNIT = /\((%|[^\W\d][\w/%. ]{0,14})\)$/;
const SHAPES = /\.(?:xlsx?|ods|numbers)$/i;

/** @param {Form} form @returns {Kind} */
export function begun(form) {
  const { rules } = form, people = new People(rules);
  const number = new Intl.NumberFormat(rules.data.bahasa, { maximumFractionDigits: 2 });
  const picker = /** @type {HTMLInputElement} */ (the("tabel-pilih")), head = /** @type {HTMLSelectElement} */ (the("i-header"));
  const axes = ["chart_x", "chart_y"].map((name) => /** @type {HTMLSelectElement} */ (the(`i-${name}`)));
  /** @type {Reading} */
  let reading = { source: "", rows: [], header: 0, table: [], columns: [] };
  let asked = reading;

  const option = (/** @type {string} */ value, /** @type {string} */ text) => {
    const made = document.createElement("option");
    made.value = value;
    made.textContent = text;
    return made;
  };

  /** Reads the table again if it was changed, and asks what its columns are. */
  const understood = () => {
    const { answers, more } = form.draft, text = answers.table || "";
    const fresh = text !== reading.source;
    const rows = fresh ? rowsOf(text) : reading.rows;
    const header = Math.min(answers.header ? +answers.header : headerOf(rows), Math.max(0, rows.length - 1));
    if (fresh || header !== reading.header) {
      const table = framed(rows, header), [names = [], ...body] = table;
      const columns = names.map((name, at) => {
        const cells = body.map((each) => each[at]), read = kindOf(rules, name, cells);
        return { name, read, kind: more[`kind ${name}`] || read, unit: "", cells };
      });
      reading = { source: text, rows, header, table, columns };
    }
    for (const column of reading.columns) {
      column.kind = more[`kind ${column.name}`] || column.read;
      column.unit = FIGURES.includes(column.kind) ? more[`unit ${column.name}`] ?? UNIT.exec(column.name)?.[1] ?? "" : "";
    }
    if (asked !== reading) ask();
    asked = reading;
    return reading;
  };

  const ask = () => {
    const { rows, header, columns } = reading, { answers } = form.draft;
    the("tabel-kolom").hidden = rows.length < 2;
    head.replaceChildren(...heads(rows).map((cells, at) => option(String(at), rules.say("table_row", { n: at + 1, cells: cells.filter(Boolean).slice(0, 4).join(" · ") }))));
    head.value = String(header);
    the("kolom-daftar").replaceChildren(...columns.map(columnRow));
    const none = () => option("", rules.say("chart_none"));
    axes[0].replaceChildren(none(), ...columns.filter(({ kind }) => !FIGURES.includes(kind)).map(({ name }) => option(name, name)));
    axes[1].replaceChildren(none(), ...columns.filter(({ kind }) => FIGURES.includes(kind)).map(({ name }) => option(name, name)));
    axes.forEach((axis, at) => axis.value = [answers.chart_x, answers.chart_y][at] || "");
  };

  /** @param {ColumnRead} column */
  const columnRow = (column) => {
    const row = element("li"), kind = document.createElement("select"), unit = document.createElement("input");
    kind.setAttribute("aria-label", rules.say("table_as", { column: column.name }));
    kind.append(...Object.entries(rules.data.tipe).map(([value, label]) => option(value, label)));
    kind.value = column.kind;
    unit.value = column.unit;
    unit.placeholder = rules.say("table_unit_short");
    unit.setAttribute("aria-label", rules.say("table_unit", { column: column.name }));
    unit.autocomplete = "off";
    unit.maxLength = 60;
    unit.hidden = !FIGURES.includes(column.kind);
    kind.addEventListener("change", () => {
      form.draft.more[`kind ${column.name}`] = kind.value === column.read ? "" : kind.value;
      unit.hidden = !FIGURES.includes(kind.value);
      understood();
      const at = axes.map((axis) => axis.value);
      ask();
      axes.forEach((axis, n) => axis.value = at[n]);
      /** @type {HTMLElement | null} */ (the("kolom-daftar").children[reading.columns.indexOf(column)]?.querySelector("select"))?.focus();
    });
    unit.addEventListener("input", () => form.draft.more[`unit ${column.name}`] = unit.value);
    row.append(element("strong", column.name || "—"), kind, unit);
    return row;
  };

  const picked = async () => {
    const file = picker.files?.[0];
    picker.value = "";
    if (!file) return;
    const { bita_tabel: limit } = rules.data.batas, list = the("s-table");
    const trouble = SHAPES.test(file.name) ? rules.say("table_workbook") : file.size > limit ? rules.say("table_large", { size: form.size(file.size), limit: form.size(limit) }) : "";
    if (trouble) return list.replaceChildren(element("li", trouble, "stops"));
    const bytes = await file.arrayBuffer();
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      text = new TextDecoder("windows-1252").decode(bytes);
    }
    const area = /** @type {HTMLTextAreaElement} */ (the("i-table"));
    area.value = text;
    form.draft.answers.table = text;
    form.draft.answers.header = "";
    form.touched.add("table");
    form.changed();
  };
  picker.addEventListener("change", picked);
  the("i-table").addEventListener("input", () => form.draft.answers.header = "");
  head.addEventListener("change", () => form.draft.answers.header = head.value);
  axes.forEach((axis, at) => axis.addEventListener("change", () => form.draft.answers[`chart_${at ? "y" : "x"}`] = axis.value));
  if (picker.files?.length) picked();

  /** @returns {Written} */
  const written = () => {
    const { table, columns } = understood(), { answers, topics } = form.draft;
    const stem = slugify(oneLine(answers.title || "")) || "tabel";
    const lines = keysOf(rules, "tabel", answers, topics);
    const [x, y] = ["chart_x", "chart_y"].map((name) => columns.find((column) => column.name && column.name === answers[name]));
    if (columns.length) lines.push({ text: "kolom:", field: "table" });
    for (const { name, kind, read, unit } of columns.filter((column) => column.name)) {
      lines.push({ text: `  - nama: ${quoted(name)}`, field: "table" }, { text: `    judul: ${quoted(readable(name))}`, field: "table" });
      if (kind !== read) lines.push({ text: `    tipe: ${kind}`, field: "table" });
      if (oneLine(unit)) lines.push({ text: `    satuan: ${quoted(oneLine(unit))}`, field: "table" });
    }
    if (x && y) {
      const title = oneLine(answers.chart_title || "") || `${readable(y.name)} menurut ${readable(x.name).toLowerCase()}`;
      lines.push({ text: "grafik:", field: "table" }, { text: `  - jenis: ${TIMES.includes(x.kind) ? "garis" : "batang"}`, field: "table" });
      for (const [key, value] of [["x", x.name], ["y", y.name]]) lines.push({ text: `    ${key}: ${quoted(value)}`, field: "table" });
      lines.push({ text: `    judul: ${quoted(title)}`, field: "chart_title" });
    }
    const path = `data/${stem}.csv`;
    return { path, day: "", lines, text: csv(table), photos: [], values: {}, kind: "data", beside: [{ path: `data/${stem}.yml`, text: lines.map(({ text }) => `${text}\n`).join("") }] };
  };

  return {
    restored: () => {
      reading = { source: "", rows: [], header: 0, table: [], columns: [] };
      understood();
    },
    empty: () => !form.draft.topics.length,
    written,
    checked(made) {
      const { faults, tell } = teller(rules, form.draft, "tabel"), { rows, header, table } = reading;
      lacking(rules, form.draft, "tabel", tell);
      if (!rows.length) tell("D003", "table");
      else if (table.length < 2) tell("D004", "table");
      const around = `${made.path.slice(5)}  ${oneLine(form.draft.answers.title || "")} ${oneLine(form.draft.answers.description || "")}`;
      for (const { kind, at, values, beside } of inTable(rules, people, { rows: [...rows.slice(0, header), ...table], header, around })) {
        tell(rules.data.temuan[kind], "table", { found: masked(values[0]), count: values.length, seal: "-", other: beside, kind: beside, column: table[0]?.[at] || "" });
      }
      personal({ rules, people, written: { ...made, path: made.path.replace(/csv$/, "yml"), text: made.lines.map(({ text }) => `${text}\n`).join("") } }, tell);
      return faults;
    },
    preview(place) {
      const { table, columns } = reading, [names = [], ...body] = table, title = oneLine(form.draft.answers.title || "");
      if (!body.length) return place.replaceChildren(element("p", rules.say("other_empty"), "empty"));
      const parts = [element("h3", title || "…", "h1")];
      if (form.draft.answers.description) parts.push(element("p", oneLine(form.draft.answers.description), "standfirst"));
      const [x, y] = ["chart_x", "chart_y"].map((name) => columns.find((column) => column.name && column.name === form.draft.answers[name]));
      if (x && y) {
        const figure = element("figure", "", "chart"), said = oneLine(form.draft.answers.chart_title || "");
        if (said) figure.append(element("figcaption", said));
        const points = x.cells.map((cell, at) => /** @type {[string, number]} */ ([cell, y.cells[at] ? amount(y.cells[at], y.cells) : NaN]));
        figure.append(sketch(points, TIMES.includes(x.kind), said || title, (value) => number.format(value)), element("p", rules.say("chart_sketch"), "hint"));
        parts.push(figure);
      }
      const room = element("div", "", "table-room"), made = element("table"), top = element("thead"), rest = element("tbody");
      room.tabIndex = 0;
      room.setAttribute("role", "region");
      room.setAttribute("aria-label", title || rules.say("table_rows", { n: number.format(body.length), columns: columns.length }));
      const right = (/** @type {number} */ at) => FIGURES.includes(columns[at]?.kind) ? "number" : "";
      const first = element("tr");
      first.append(...names.map((name, at) => element("th", readable(name), right(at))));
      top.append(first);
      rest.append(...body.slice(0, SHOWN).map((cells) => {
        const row = element("tr");
        row.append(...cells.map((cell, at) => element("td", cell, right(at))));
        return row;
      }));
      made.append(top, rest);
      room.append(made);
      const many = rules.say("table_rows", { n: number.format(body.length), columns: columns.length });
      parts.push(room, element("p", body.length > SHOWN ? `${many}; ${rules.say("table_more", { n: number.format(body.length - SHOWN) })}` : many, "hint"));
      place.replaceChildren(...parts);
    },
    ready: (size) => rules.say("other_ready", { size }),
    subject: () => rules.say("subject_other", { unit: form.unit?.[1] || "", title: oneLine(form.draft.answers.title || "") }),
  };
}

/** A name as people read it. @param {string} name */
const readable = (name) => oneLine(name.includes(" ") ? name : name.replaceAll("_", " ")).replace(/^\p{Ll}/u, (sign) => sign.toUpperCase());
