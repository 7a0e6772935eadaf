// What `sitegen check` would say of a report, found while it is written, in the same words.
// @ts-check
import { filled, isCapital, letters } from "./tulis-aturan.js";
import { asked, count, lengthOf, oneLine, rupiah } from "./tulis-berkas.js";
import { find, masked } from "./tulis-pribadi.js";
import { checkAdded } from "./tulis-kota.js";

/** @typedef {import("./tulis-aturan.js").Rules} Rules */
/** @typedef {import("./tulis-aturan.js").Match} Match */
/** @typedef {import("./tulis-berkas.js").Draft} Draft */
/** @typedef {import("./tulis-berkas.js").Written} Written */
/** @typedef {import("./tulis-orang.js").People} People */
/** @typedef {{code: string, field: string, stops: boolean, message: string, hint: string}} Fault */
/** @typedef {{rules: Rules, people: People, draft: Draft, written: Written, today: string, names: string[]}} Work */

const DAY = 86_400_000, LOOK_BACK = 25, NEAR_BY = 300;

/** @param {string} day */
const time = (day) => Date.parse(`${day}T00:00:00Z`);
/** @param {number} year @param {number} month @param {number} day */
function made(year, month, day) {
  const found = new Date(Date.UTC(year, month - 1, day));
  const iso = found.toISOString().slice(0, 10);
  return found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === day ? iso : "";
}
/** Monday is 0. @param {string} day */
const weekday = (day) => (new Date(time(day)).getUTCDay() + 6) % 7;

/** Collects what is to be said: a function that tells, and what it was told. @param {Rules} rules @param {Draft} draft @param {string} form @returns {{faults: Fault[], tell: Tell}} */
export function teller(rules, draft, form) {
  /** @type {Fault[]} */
  const faults = [];
  const keys = form ? rules.data.formulir[form].isian : rules.data.isian;
  const tell = (/** @type {string} */ code, /** @type {string} */ field, /** @type {Record<string, string | number>} */ values = {}) => {
    const [severity, message, hint] = rules.data.pesan[code];
    const all = { key: keys[field]?.kunci || "", ...values };
    const stops = severity === "error" || (["P010", "P011"].includes(code) && !draft.own);
    faults.push({ code, field, stops, message: filled(message, all), hint: filled(hint, all) });
  };
  return { faults, tell };
}

/** All that is to be said of a report, in the order of its questions. @param {Work} work @returns {Fault[]} */
export function checked(work) {
  const { faults, tell } = teller(work.rules, work.draft, "");
  keys(work, tell);
  checkAdded(work.rules, work.draft, "laporan", tell);
  words(work, tell);
  photos(work, tell);
  personal(work, tell);
  return faults;
}

/** @typedef {(code: string, field: string, values?: Record<string, string | number>) => void} Tell */

/** What every form but that for reports asks of its keys: a title, and none too long.
 * @param {Rules} rules @param {Draft} draft @param {string} form @param {Tell} tell */
export function lacking(rules, draft, form, tell) {
  const { isian } = rules.data.formulir[form], { huruf_isian: limit } = rules.data.batas;
  if (isian.title && !oneLine(draft.answers.title || "")) tell("F004", "title", { example: isian.title.contoh });
  for (const name of Object.keys(isian)) if (!rules.data.tambahan[form][name] && lengthOf(draft, name) > limit) tell("F020", name, { length: lengthOf(draft, name), limit });
  checkAdded(rules, draft, form, tell);
}

/** @param {Work} work @param {Tell} tell */
function keys({ rules, draft, written, today, names }, tell) {
  const answers = asked(rules, draft), { batas, isian } = rules.data;
  const title = oneLine(answers.title || "");
  if (!title) tell("F004", "title", { example: isian.title.contoh });
  for (const name of ["title", "summary", "place", "time", "budget_source", "result", "follow_up", "claim", "truth"]) {
    const length = lengthOf(draft, name);
    if (length > batas.huruf_isian) tell("F020", name, { length, limit: batas.huruf_isian });
  }
  for (const name of ["men", "women", "total"]) {
    const text = oneLine(answers[name] || "");
    const alone = name === "total" && !answers.men?.trim() && !answers.women?.trim();
    if (text && count(rules, text) === null) {
      tell("F010", "participants", { key: alone ? isian.participants.kunci : isian.participants.bagian[name], found: text });
    }
  }
  const [men, women, total] = ["men", "women", "total"].map((name) => answers[name]?.trim() ? count(rules, answers[name]) : null);
  const sum = (men || 0) + (women || 0);
  if (total !== null && (sum > total || (men !== null && women !== null && sum < total))) tell("F036", "participants", { sum, total });
  const budget = oneLine(answers.budget || "");
  if (budget && rupiah(rules, budget) === null) tell("F021", "budget", { found: budget });
  const years = { first: batas.tahun_awal, last: batas.tahun_akhir };
  for (const name of ["event_date", "event_end", "until"]) {
    const found = answers[name];
    if (!found || (+found.slice(0, 4) >= years.first && +found.slice(0, 4) <= years.last)) continue;
    tell("F037", name, { ...years, found, ...(name === "event_date" ? { key: isian[found > today ? "event_date" : "date"].kunci } : {}) });
  }
  const start = answers.event_date || written.day, end = answers.event_end;
  if (end && end < start) tell("F029", "event_end", { start, end });
  const over = end && end >= start ? end : start, late = Math.round((time(today) - time(over)) / DAY);
  if (late > batas.hari_terlambat) tell("R005", "event_date", { event: over, out: today, days: late, limit: batas.hari_terlambat });
  if (answers.until && answers.until < today) {
    const weeks = Math.floor(Math.max(0, (time(today) - time(written.day)) / DAY) / 7) + 1;
    tell("R010", "until", { found: answers.until, example: new Date(time(written.day) + weeks * 7 * DAY).toISOString().slice(0, 10) });
  }
  if (answers.urgent && !answers.until) tell("R009", "until", { example: new Date(time(today) + 7 * DAY).toISOString().slice(0, 10) });
  const claim = oneLine(answers.claim || ""), truth = oneLine(answers.truth || "");
  if ((claim || truth || answers.kind === "klarifikasi") && !(claim && truth)) {
    tell("R016", claim ? "truth" : "claim", { missing: isian[claim ? "truth" : "claim"].kunci });
  }
  if (title && shouted(rules, title)) tell("R004", "title", { suggestion: sentenceCase(rules, title, answers.body || "", names) });
  if (letters(title) > batas.huruf_judul) tell("R011", "title", { length: letters(title), limit: batas.huruf_judul });
  if (draft.topics.length > batas.topik) tell("R012", "topics", { count: draft.topics.length, limit: batas.topik });
}

/** The line behind the keys of a text. @param {import("./tulis-berkas.js").WrittenLine[]} lines */
export const keysEnd = (lines) => lines.findIndex((line, at) => at && line.text === "---") + 1;

/** @param {Omit<Work, "people" | "names">} work @param {Tell} tell */
export function words({ rules, draft, written }, tell) {
  const { text, lines } = written, { batas } = rules.data;
  const body = lines.filter((line) => line.field === "body").map((line) => line.text).join("\n");
  if (!body.trim()) tell("M002", "body");
  const size = new TextEncoder().encode(text).length;
  if (size > batas.bita_teks) tell("M001", "body", { size: Math.ceil(size / 1024), limit: batas.bita_teks / 1024 });
  /** @type {number[]} */
  const starts = [0];
  for (const line of lines) starts.push(starts[starts.length - 1] + line.text.length + 1);
  const fieldAt = (/** @type {number} */ at) => lines[starts.findLastIndex((start) => start <= at)]?.field || "body";
  const bodyAt = starts[keysEnd(lines)];
  const code = spans(text.slice(bodyAt)).map(([start, end]) => [start + bodyAt, end + bodyAt]);
  /** @type {[number, string, Record<string, string>][]} */
  const found = [
    ...contradictions(rules, text, written.day).map((each) => /** @type {[number, string, Record<string, string>]} */ (
      [each.at, "R001", { found: each.words, date: each.day, weekday: rules.data.hari[weekday(each.day)] }])),
    ...leftovers(rules, text, bodyAt).map(([at, words]) => /** @type {[number, string, Record<string, string>]} */ ([at, "R002", { found: words }])),
    ...rules.all("quality.drive", text).map((match) => /** @type {[number, string, Record<string, string>]} */ ([match.index, "R006", { host: match[1].toLowerCase() }])),
  ];
  for (const match of rules.all("quality.picture", text)) {
    const { alt = "", file = "", title } = match.groups || {};
    // Photos that are added with a text of their own are asked for it themselves.
    if (match.index < bodyAt || fieldAt(match.index).startsWith("photo-")) continue;
    if (!alt.trim()) {
      if (!title) found.push([match.index, "G009", { file, alt }]);
    } else if (isFileName(rules, alt, file)) found.push([match.index, "G010", { file, alt }]);
  }
  for (const [name, value] of Object.entries(examplesLeft(rules, draft))) tell("R002", name, { found: value });
  for (const [at, kind, values] of found.sort((a, b) => a[0] - b[0])) {
    if (!code.some(([start, end]) => at >= start && at < end)) tell(kind, fieldAt(at), values);
  }
  const answers = asked(rules, draft), clarified = answers.claim && answers.truth;
  if (written.kind === "laporan" && draft.answers.kind !== "pengumuman" && !clarified && isOneSentence(rules, body)) tell("R003", "body");
}

/** Where code stands in a text. @param {string} text @returns {[number, number][]} */
function spans(text) {
  return [...text.matchAll(/^ {0,3}(`{3,}|~{3,})[^\n]*\n[^]*?(?:^ {0,3}\1[`~]*[ \t]*$|$(?![^]))|(`+)(?!`)[^]+?(?<!`)\2(?!`)/gm)]
    .map((match) => [match.index, match.index + match[0].length]);
}

/** What is to be said of photos that were added. @param {Pick<Work, "rules" | "draft" | "written">} work @param {Tell} tell */
export function photos({ rules, draft, written }, tell) {
  draft.photos.forEach(({ id, alt }, at) => {
    const { file } = written.photos[at], field = `photo-${id}`, words = oneLine(alt);
    if (!words) tell("G002", field, { file, alt: "" });
    else if (isFileName(rules, words, file)) tell("G010", field, { file, alt: words });
  });
}

/** @param {Pick<Work, "rules" | "people" | "written">} work @param {Tell} tell */
export function personal({ rules, people, written }, tell) {
  const { text, lines, path } = written;
  const sure = find(rules, text);
  const named = people.find(text, path.slice(path.lastIndexOf("/") + 1))
    .filter((each) => !sure.some((other) => other.start < each.end && each.start < other.end));
  let at = 0, start = 0;
  for (const each of [...sure, ...named].sort((a, b) => a.start - b.start)) {
    while (at < lines.length - 1 && start + lines[at].text.length + 1 <= each.start) start += lines[at++].text.length + 1;
    const values = { found: masked(each.value), count: Math.max(1, each.parts?.length || 1), seal: "-" };
    tell(rules.data.temuan[each.kind], lines[at].field || "body", { ...values, other: each.beside || "", kind: each.beside || "" });
  }
}

/** @param {Rules} rules @param {string} title */
function shouted(rules, title) {
  if (title !== title.toUpperCase() || title === title.toLowerCase()) return false;
  return rules.all("titles.word", title).filter(([word]) => letters(word) > 3 && !isKept(rules, word)).length >= 2;
}

/** @param {Rules} rules @param {string} word */
const isKept = (rules, word) => rules.words("titles.kept").has(word) || !/[AEIOUY]/.test(word) || rules.is("titles.roman", word);

/** @param {Rules} rules @param {string} title @param {string} text @param {string[]} names */
function sentenceCase(rules, title, text, names) {
  const literal = (/** @type {string} */ word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const whole = (/** @type {string} */ word) => new RegExp(`(?<![\\p{L}\\p{N}_])${literal(word)}(?![\\p{L}\\p{N}_])`, "giu");
  let quiet = rules.replace("titles.word", title, (word) => {
    const forms = new Set([...text.matchAll(whole(word))].map(([form]) => form)), low = word.toLowerCase();
    if (forms.has(low)) return low;
    if (forms.has(word) || isKept(rules, word)) return word;
    const capital = low[0].toUpperCase() + low.slice(1);
    return forms.has(capital) ? capital : low;
  });
  const low = quiet.toLowerCase();
  for (const name of names.filter((each) => low.includes(each.toLowerCase())).sort((a, b) => a.length - b.length)) quiet = quiet.replace(whole(name), name);
  return quiet.replace(/\p{L}/u, (sign) => sign.toUpperCase());
}

/** @param {Rules} rules @param {string} alt @param {string} file */
export function isFileName(rules, alt, file) {
  const words = alt.trim();
  const unquoted = (/** @type {string} */ text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  if (rules.has("quality.picture_ending", words.slice(-5)) || rules.is("quality.camera", unquoted(words))) return true;
  const name = file.slice(file.lastIndexOf("/") + 1), stem = name.includes(".") ? name.slice(0, name.lastIndexOf(".")) || name : name;
  if (words !== stem && words !== unquoted(stem)) return false;
  return words.includes("%") || (!/\s/.test(words) && /[-_0-9]/.test(words));
}

/** @param {Rules} rules @param {string} body */
function isOneSentence(rules, body) {
  const { huruf_kalimat: most, kata_kalimat: least } = rules.data.batas;
  if (letters(body) > most || rules.has("quality.more", body)) return false;
  const prose = rules.replace("quality.no_prose", body, "").trim();
  if (prose.split(/\s+/).length < least) return false;
  return rules.all("quality.end", prose).every((end) => rules.words("quality.abbreviated").has(end.groups?.last || ""));
}

/** Values that are the example of their own key. @param {Rules} rules @param {Draft} draft */
function examplesLeft(rules, draft) {
  /** @type {Record<string, string>} */
  const found = {};
  const { examples } = rules.data.templat, { isian, tambahan } = rules.data;
  for (const name of ["title", "summary", "place", "time", "budget", "budget_source", "result", "follow_up", "claim", "truth", "total", ...Object.keys(tambahan.laporan)]) {
    const words = oneLine(draft.answers[name] || ""), keys = Object.hasOwn(examples, words.toLowerCase()) ? examples[words.toLowerCase()] : null;
    const key = name === "total" ? isian.participants.kunci : isian[name].kunci;
    if (words && keys && (!keys.length || keys.includes(key))) found[name === "total" ? "participants" : name] = words;
  }
  return found;
}

/** What a template left, with its place. @param {Rules} rules @param {string} text @param {number} bodyAt @returns {[number, string][]} */
function leftovers(rules, text, bodyAt) {
  const low = text.toLowerCase().length === text.length ? text.toLowerCase() : text, { templat } = rules.data;
  /** @type {[number, string][]} */
  const found = [];
  const edges = (/** @type {string} */ words) => [...words].every((sign) => templat.edges.includes(sign));
  const around = (/** @type {number} */ start, /** @type {number} */ end) => {
    const line = text.lastIndexOf("\n", start - 1) + 1, stop = text.indexOf("\n", end);
    return [text.slice(line, start), text.slice(end, stop < 0 ? text.length : stop)];
  };
  const lone = (/** @type {string} */ words, /** @type {number} */ end) => {
    for (let at = low.indexOf(words); at >= 0 && at < end; at = low.indexOf(words, at + 1)) {
      let [before, after] = around(at, at + words.length);
      if (at < bodyAt) {
        const key = rules.match("placeholders.key", before);
        before = key ? before.slice(key[0].length) : before;
        if (key && !before.replace(/[ "']/g, "") && !after.replace(/[ "']/g, "")) return found.push([at, text.slice(at, at + words.length)]);
      } else if (edges(before) && edges(after)) return found.push([at, text.slice(at, at + words.length)]);
    }
  };
  for (const sentence of templat.sentences) {
    const at = low.indexOf(sentence);
    if (at >= 0) found.push([at, text.slice(at, at + sentence.length)]);
  }
  for (const words of templat.lines) lone(words, text.length);
  for (const words of templat.dots) lone(words, bodyAt);
  for (const match of rules.all("placeholders.asking", text)) {
    const [before, after] = around(match.index, match.index + match[0].length);
    if (edges(before) && edges(after)) found.push([match.index, match[0]]);
  }
  const marks = new Map(rules.all("placeholders.mark", text).reverse().map((match) => [match[0], match.index]));
  for (const [words, at] of marks) found.push([at, words]);
  return found;
}

/** Weekdays that contradict the date beside them. @param {Rules} rules @param {string} text @param {string} near @returns {{at: number, words: string, day: string}[]} */
function contradictions(rules, text, near) {
  const numbers = rules.data.hari_lain;
  /** @type {Map<number, {at: number, words: string, day: string}>} */
  const found = new Map();
  const month = (/** @type {string} */ word) => rules.data.bulan[word.trim().replace(/\.+$/, "").toLowerCase()] || 0;
  const full = (/** @type {string} */ year) => year.length === 4 ? +year : 2000 + +year;
  const dateOf = (/** @type {Match} */ match) => {
    const g = match.groups || {};
    if (g.d && !g.y && !match[0].includes(`(${g.d}/${g.m})`)) return "";
    const day = +(g.d || g.day), number = g.d ? +g.m : month(g.month), year = (g.d ? g.y : g.year) || "";
    if (year) return made(full(year), number, day);
    const close = [-1, 0, 1].map((step) => made(+near.slice(0, 4) + step, number, day)).find((each) => each && Math.abs(time(each) - time(near)) <= rules.data.batas.hari_dekat * DAY);
    const start = Math.max(text.lastIndexOf("\n\n", match.index - 2), 0), end = text.indexOf("\n\n", match.index + match[0].length);
    const years = rules.all("weekday.year", text.slice(start, end < 0 ? text.length : end)).map((each) => each[0]);
    return close && years.every((each) => each === close.slice(0, 4)) ? close : "";
  };
  const check = (/** @type {Match} */ match) => {
    const g = match.groups || {}, last = dateOf(match);
    if (!last) return;
    const first = numbers[g.first.toLowerCase()];
    const put = (/** @type {string} */ words, /** @type {string} */ day) => found.set(match.index, { at: match.index, words, day });
    if (!g.last) {
      const turned = g.d && g.y ? made(full(g.y), +g.d, +g.m) : "";
      if (!g.from && weekday(last) !== first && !(turned && weekday(turned) === first)) put(match[0].includes("(") ? match[0] : match[0].replace(/\)+$/, ""), last);
      return;
    }
    if (!g.from) return;
    const number = g.from_month ? month(g.from_month) : +last.slice(5, 7);
    const year = +(g.from_year || last.slice(0, 4)) - (number > +last.slice(5, 7) && !g.from_year ? 1 : 0);
    const begin = made(year, number, +g.from), days = begin ? (time(last) - time(begin)) / DAY : 0;
    if (!begin || days <= 0 || days >= 7) return;
    const ends = numbers[g.last.toLowerCase()], right = [weekday(begin) === first, weekday(last) === ends];
    if (right.every(Boolean)) return;
    if ((ends - first + 7) % 7 === days || right.some(Boolean)) put(match[0], right[0] ? last : begin);
  };
  for (const { index: at } of text.matchAll(/(?<![\p{L}\p{N}])(?:senin|selasa|rabu|kamis|jum|sabtu|minggu|ahad)/giu)) {
    const match = rules.match("weekday.after", text, at);
    const before = text.slice(Math.max(0, at - LOOK_BACK), at);
    if (match && isDay(match) && !rules.has("weekday.other_meaning", before)) check(match);
    const nearBy = Math.max(0, at - NEAR_BY), line = Math.max(nearBy, text.lastIndexOf("\n", at - 1) + 1), opening = text.lastIndexOf("(", at - 1);
    if (at > 0 && opening >= line && rules.match("weekday.bracketed", text, opening)) {
      const from = Math.max(line, opening - 60);
      for (const each of rules.all("weekday.before", text.slice(0, at + 40))) {
        if (each.index < from) continue;
        const place = (/** @type {string} */ name) => /** @type {any} */ (each.indices).groups[name]?.[0];
        if (place("first") === at || place("last") === at) check(each);
      }
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}

/** Whether "minggu" is the day, not a week. @param {Match} match */
function isDay(match) {
  const words = match.groups?.first || "";
  if (words.toLowerCase() !== "minggu") return true;
  const rest = match[0].slice(words.length).replace(/^ +/, "");
  return isCapital(words[0]) && !(/^\d/.test(rest) && rest[1] === " " && rest[0] < "6");
}
