// The keys that the city has added to its files: what is wrong with an answer, and how pages show it.
// @ts-check
import { letters } from "./tulis-aturan.js";
import { addedNames, figure, oneLine, ownValue } from "./tulis-berkas.js";

/** @typedef {import("./tulis-aturan.js").Rules} Rules */
/** @typedef {import("./tulis-berkas.js").Draft} Draft */
/** @typedef {import("./tulis-periksa.js").Tell} Tell */

/** @param {Rules} rules @param {Draft} draft @param {string} form @param {Tell} tell */
export function checkAdded(rules, draft, form, tell) {
  const { tahun_awal: first, tahun_akhir: last, huruf_isian: limit } = rules.data.batas;
  for (const name of addedNames(rules, form)) {
    const { tipe } = rules.data.tambahan[form][name];
    const found = oneLine(draft.answers[name] || ""), year = +found.slice(0, 4);
    if (!found) continue;
    if (tipe === "teks" && letters(found) > limit) tell("F020", name, { length: letters(found), limit });
    if (tipe === "angka" && figure(rules, found) === null) tell("F049", name, { found });
    if (tipe === "tautan" && !rules.is("addresses.web", found)) tell("F043", name, { found });
    if (tipe === "tanggal" && (year < first || year > last)) tell("F037", name, { first, last, found });
  }
}

/** What pages say of these keys, in their order. @param {Rules} rules @param {string} form @param {Record<string, string>} answers @returns {[string, string][]} */
export function addedFacts(rules, form, answers) {
  const { bahasa: lang } = rules.data;
  const said = (/** @type {string} */ kind, /** @type {string} */ words) => {
    if (kind === "angka") {
      const value = figure(rules, words);
      return value === null ? "" : new Intl.NumberFormat(lang, { maximumFractionDigits: 12 }).format(value);
    }
    if (kind === "tanggal") return new Date(`${words}T00:00:00Z`).toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    if (kind === "tautan") return words.replace(/^(?:https?:)?\/\//i, "").replace(/\/+$/, "");
    return kind === "ya-tidak" ? rules.say(words === "ya" ? "yes" : "no") : words;
  };
  return addedNames(rules, form).flatMap((name) => {
    const { tipe, label, satuan } = rules.data.tambahan[form][name];
    const shown = ownValue(rules, form, name, answers[name]) && said(tipe, oneLine(answers[name]));
    return shown ? [/** @type {[string, string]} */ ([label, satuan ? `${shown} ${satuan}` : shown])] : [];
  });
}
