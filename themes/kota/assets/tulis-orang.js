// People named in a text beside something of their own, found as the build finds them (sitegen/privacy/people).
// @ts-check
import { isCapital } from "./tulis-aturan.js";

/** @typedef {import("./tulis-aturan.js").Rules} Rules */
/** @typedef {import("./tulis-pribadi.js").Finding} Finding */
/** @typedef {{aid: boolean, illness: boolean, acting: boolean, recipients: boolean}} Telling */
/** @typedef {{at: number, beside: string, held: boolean}} Roster */
/** @typedef {{titles: string[], cells: string[]}} Column */
/** @typedef {{text: string, start: number}} Line */
/** @typedef {Map<string, string>} Beside */

const SAMPLE = 200, KEYS = 40, FORM = 8, ABOVE = 60, NEAR = 3, LONGEST = 240, BEFORE = 48, AROUND = 300, ADULT = 18;

/** @param {string} text */
const split = (text) => text.trim() ? text.trim().split(/\s+/) : [];
/** @param {string} text */
const wordsOf = (text) => new Set(text.toLowerCase().match(/[a-z]+/g) || []);
/** @param {Set<string>} a @param {Set<string>} b */
const meet = (a, b) => [...a].some((word) => b.has(word));
/** @param {Set<string>} a @param {Set<string>} b */
const within = (a, b) => [...a].every((word) => b.has(word));
/** @param {string} text @param {string} signs */
function strip(text, signs) {
  let start = 0, end = text.length;
  while (start < end && signs.includes(text[start])) start++;
  while (end > start && signs.includes(text[end - 1])) end--;
  return text.slice(start, end);
}

/** Finds the people of one text after another. */
export class People {
  /** @param {Rules} rules */
  constructor(rules) {
    this.rules = rules;
    /** @type {Map<string, number>} */
    this.levels = new Map();
  }

  /** @param {string} name */
  words(name) {
    return this.rules.words(name);
  }

  /** @param {string} text @param {string} name @returns {Finding[]} */
  find(text, name) {
    const lines = text.split("\n").reduce((/** @type {Line[]} */ all, line) => {
      const last = all[all.length - 1];
      all.push({ text: line, start: last ? last.start + last.text.length + 1 : 0 });
      return all;
    }, []);
    const clues = lines.map((line) => this.hasClue(line.text));
    if (!clues.includes(true)) return [];
    /** @type {Finding[]} */
    const found = [...this.listed(text, name, lines, clues)];
    const known = new Set(found.flatMap((each) => (each.parts || []).map(([at]) => at)));
    lines.forEach((line, at) => {
      if (!clues[at] || !this.rules.has("find.told", line.text)) return;
      for (const each of this.sentences(line.text, line.start)) if (!known.has(each.start)) found.push(each);
    });
    return found;
  }

  /** Whether something in a line may name somebody. @param {string} line */
  hasClue(line) {
    for (const word of line.match(/[A-Za-z0-9_]+/g) || []) {
      const low = word.toLowerCase();
      if (this.words("persons.given").has(low) || this.rules.match("persons.ending", low)) return true;
    }
    for (const match of this.rules.all("persons.begun", line)) {
      const next = /^[A-Z][A-Za-z'\u2019`-]*/.exec(line.slice(match.index + match[0].length));
      if (next && !this.words("persons.not").has(next[0].toLowerCase())) return true;
    }
    return this.rules.has("roster.headed", line);
  }

  /** 2 for a name with a common given name or a form of address, 1 for the form alone, else 0. @param {string} given */
  level(given) {
    const text = given.trim();
    let found = this.levels.get(text);
    if (found === undefined) this.levels.set(text, found = this.levelOf(text));
    return found;
  }

  /** @param {string} text */
  levelOf(text) {
    if (text.length <= 2 || text.length > 60 || /\d$/.test(text)) return 0;
    const bare = strip(this.rules.replace("persons.degree", this.rules.replace("persons.titles", strip(text, "*_"), ""), ""), " ,.*_");
    const parts = split(bare);
    if (!parts.length || parts.length > 5 || bare.length < 3) return 0;
    const own = parts.map((word) => strip(word.toLowerCase(), ".'\u2019`"));
    if (own.some((word) => this.words("persons.not").has(word)) || !parts.every((word) => this.rules.match("persons.word", word))) return 0;
    const known = own.some((word) => this.words("persons.given").has(word) || this.rules.match("persons.ending", word))
      || this.rules.match("persons.called", text) !== null;
    const capital = parts.every((word, at) => isCapital(word[0]) || this.words("persons.bins").has(own[at]));
    if (!capital && !(known && bare === bare.toLowerCase())) return 0;
    return known ? 2 : 1;
  }

  /** @param {string[]} cells @param {boolean} said */
  areNames(cells, said) {
    const levels = cells.map((cell) => this.level(cell));
    const formed = levels.filter(Boolean).length, sure = levels.filter((level) => level >= (said ? 1 : 2)).length;
    return levels.length > 0 && 10 * formed >= 6 * levels.length && 10 * sure >= (said ? 5 : 3) * levels.length;
  }

  /** @param {Set<string>} header @param {boolean} aided */
  toldBy(header, aided) {
    const has = (/** @type {string} */ name) => meet(header, this.words(`words.${name}`));
    if (has("illness")) return "illness";
    const aid = new Set([...this.words("words.aid")].filter((word) => word !== "penerima"));
    if (meet(header, aid) || (has("money") && aided)) return "aid";
    if (header.size === 2 && header.has("l") && header.has("p")) return "sex";
    for (const kind of ["birth", "age", "sex"]) if (has(kind)) return kind;
    if (has("address") || has("area")) return "address";
    return ["amount", "kin"].find(has) || "";
  }

  /** @param {string} text @returns {Telling} */
  telling(text) {
    const own = wordsOf(text);
    return {
      aid: meet(own, this.words("words.aid")),
      illness: meet(own, this.words("words.illness")),
      acting: this.rules.has("words.acting", text),
      recipients: this.rules.has("words.recipients", text),
    };
  }

  /** @param {string} name @param {string[]} cells */
  most(name, cells) {
    return 2 * cells.filter((cell) => this.rules.has(name, cell)).length >= cells.length;
  }

  /** @param {string} told */
  label(told) {
    return this.rules.data.label_orang[told];
  }

  /** @param {Column[]} columns @param {() => Telling} around @param {boolean} headless @returns {Roster | null} */
  roster(columns, around, headless = false) {
    const samples = columns.map(({ cells }) => cells.slice(0, SAMPLE));
    const said = columns.findIndex(({ titles }, at) => headless || !titles.length ? this.areNames(samples[at], false)
      : titles.some((title) => this.namesPeople(title, samples[at])));
    const at = said >= 0 ? said : samples.findIndex((cells) => this.areNames(cells, false));
    if (at < 0) return null;
    const about = around();
    if (said < 0 && !((about.aid || about.illness) && !about.acting)) return null;
    /** @type {Beside} */
    const beside = new Map();
    let office = false, business = false;
    columns.forEach(({ titles }, number) => {
      const cells = samples[number];
      if (number === at || !cells.some(Boolean)) return;
      const header = headless ? new Set() : wordsOf(titles.join(" "));
      office ||= meet(header, this.words("words.office")) || this.most("roster.office_cell", cells);
      business ||= meet(header, this.words("words.business"));
      const told = this.toldBy(header, about.aid) || this.toldByCells(cells, headless);
      if (told && !beside.has(told)) beside.set(told, titles.length && !headless ? titles[0] : this.label(told));
    });
    const name = headless ? new Set() : wordsOf(columns[at].titles.join(" "));
    const bare = within(name, this.words("roster.name")) && !(about.aid || about.illness);
    if (bare && [...beside.keys()].every((told) => told === "address" || told === "kin") && !this.areNames(samples[at], false)) return null;
    return this.judged(at, beside, about, name, office, business);
  }

  /** @param {string[]} names @param {string[]} rests @param {() => Telling} around @returns {Roster | null} */
  itemRoster(names, rests, around) {
    if (!names.some((name) => this.level(name) > 1)) return null;
    const about = around();
    /** @type {Beside} */
    const beside = new Map();
    for (const told of ["address", "age", "birth", "amount", "sex"]) {
      const name = { address: "place_cell", amount: "money_cell", sex: "in_items_sex" }[told] || `${told}_cell`;
      if (this.most(`roster.${name}`, rests)) beside.set(told, this.label(told));
    }
    if (this.most("words.ill", rests)) beside.set("illness", this.label("illness"));
    if (about.aid && beside.has("amount")) beside.set("aid", this.label("aid"));
    const said = (about.aid || about.illness) && (beside.size > 0 || !about.acting);
    if (!this.areNames(names, said)) return null;
    return this.judged(0, beside, about, new Set(), this.most("roster.office_cell", rests), false);
  }

  /** @param {number} at @param {Beside} beside @param {Telling} about @param {Set<string>} name @param {boolean} office @param {boolean} business @returns {Roster | null} */
  judged(at, beside, about, name, office, business) {
    const graver = beside.has("illness") || beside.has("aid"), grave = about.aid || about.illness;
    let told = [...beside.values()][0] || "";
    const recipients = meet(name, this.words("words.aid")) || meet(name, this.words("words.illness"))
      || (grave && (about.recipients || beside.size > 0) && !about.acting);
    if (office && !graver) return beside.has("birth") ? { at, beside: told, held: false } : null;
    if ((business || name.has("pemilik")) && !graver && !recipients) return beside.has("address") ? { at, beside: told, held: false } : null;
    if (graver) told = beside.get("illness") || beside.get("aid") || told;
    told ||= this.label(about.illness && !about.aid ? "illness" : "aid");
    return beside.size || recipients ? { at, beside: told, held: true } : null;
  }

  /** @param {string} title @param {string[]} cells */
  namesPeople(title, cells) {
    const own = new Set([...wordsOf(title)].filter((word) => !this.words("roster.filler").has(word)));
    const name = this.words("roster.name"), person = this.words("roster.person");
    if (!meet(own, name) && !meet(own, person)) return false;
    if (own.has("inisial")) return cells.some(Boolean);
    if ([...own].every((word) => name.has(word) || person.has(word)) && meet(own, name)) return this.areNames(cells, true);
    if (meet(own, name) && meet(own, person) && !meet(own, this.words("words.office")) && !meet(own, this.words("words.business"))) {
      return this.areNames(cells, true);
    }
    return meet(own, person) && own.size <= 4 && this.areNames(cells, true);
  }

  /** @param {string[]} cells @param {boolean} headless */
  toldByCells(cells, headless) {
    if (this.most("roster.place_cell", cells) && !this.most("roster.office_cell", cells)) return "address";
    if (this.most("roster.age_cell", cells)) return "age";
    if (!headless) return "";
    const filled = cells.filter(Boolean);
    if (filled.every((cell) => this.rules.is("roster.sex_cell", cell))) return "sex";
    if (filled.every((cell) => this.rules.is("roster.money_cell", cell))) return "amount";
    if (this.most("roster.birth_cell", cells)) return "birth";
    return 2 * cells.filter((cell) => meet(wordsOf(cell), this.words("words.illness"))).length >= cells.length ? "illness" : "";
  }

  /** @param {string} text @param {string} name @param {Line[]} lines @param {boolean[]} clues @returns {Generator<Finding>} */
  *listed(text, name, lines, clues) {
    /** @type {[Telling, boolean] | null} */
    let known = null;
    const whole = () => {
      if (known) return known;
      const head = lines.length > KEYS ? text.slice(0, lines[KEYS].start) : text;
      const titles = this.rules.all("listed.title", head).map((match) => match[1]).join(" ");
      const own = this.telling(`${name.replaceAll("-", " ")} ${titles}`);
      const aided = this.rules.has("listed.kind", head);
      return known = [{ ...own, aid: own.aid || aided }, aided];
    };
    const last = clues.lastIndexOf(true);
    let at = 0;
    while (at < lines.length && at <= last) {
      if (!lines[at].text || lines[at].text.length > LONGEST) {
        at++;
        continue;
      }
      let end = at;
      while (end < lines.length && hasCells(lines[end].text)) end++;
      const rows = end - at > 1;
      if (!rows) end = this.itemsEnd(lines, at);
      if (end - at > 1 && clues.slice(at, end).includes(true)) {
        const start = at, own = lines.slice(at, end);
        const about = () => this.about(lines, start, whole());
        yield* rows ? this.ofRows(own, about) : this.ofItems(own, about);
      }
      at = Math.max(end, at + 1);
    }
    if (this.rules.has("listed.form", text)) yield* this.ofForms(lines);
  }

  /** What is said above a list. @param {Line[]} lines @param {number} at @param {[Telling, boolean]} whole @returns {Telling} */
  about(lines, at, [whole, aided]) {
    /** @type {string[]} */
    const near = [];
    let level = 7;
    for (const line of lines.slice(Math.max(0, at - ABOVE), at).reverse()) {
      const text = line.text.trim();
      if (!text || text === "---") continue;
      if (this.rules.match("listed.heading", line.text)) {
        const own = text.length - text.replace(/^#+/, "").length || 6;
        if (own < level) near.push(text);
        level = Math.min(level, own);
      } else if (level === 7 && near.length < NEAR && !this.rules.match("listed.marked", line.text)) near.push(text);
    }
    const own = this.telling(near.slice(0, 1).join(" ")), rest = this.telling(near.slice(1).join(" "));
    return {
      aid: own.aid || rest.aid || whole.aid,
      illness: own.illness || rest.illness || whole.illness,
      acting: own.acting || (whole.acting && !own.recipients),
      recipients: !own.acting && (own.recipients || own.aid || own.illness || rest.illness || whole.recipients || aided),
    };
  }

  /** @param {Line[]} lines @param {() => Telling} about @returns {Generator<Finding>} */
  *ofRows(lines, about) {
    const rows = lines.filter((line) => !this.rules.is("listed.rule", line.text) && hasCells(line.text)).map(rowOf);
    if (rows.length < 2) return;
    const headless = rows[0].cells.some((cell) => this.level(cell) === 2);
    const body = headless ? rows : rows.slice(1);
    const width = Math.max(...rows.map((row) => row.cells.length));
    const columns = [...Array(width).keys()].map((at) => ({
      titles: headless ? [] : rows[0].cells.slice(at, at + 1).filter(Boolean),
      cells: body.map((row) => row.cells[at]).filter(Boolean),
    }));
    const found = this.roster(columns, about, headless);
    if (found) {
      const { at } = found;
      yield* finding(body.filter((row) => at < row.cells.length).map((row) => [row.cells[at], row.place(at)]), found);
      return;
    }
    const turned = rows.map((row) => ({ titles: row.cells.slice(0, 1), cells: row.cells.slice(1) }));
    const other = this.roster(turned, about);
    if (other && turned.length > 1) {
      const row = rows[other.at];
      yield* finding(row.cells.map((cell, at) => /** @type {[string, number]} */ ([cell, row.place(at)])).slice(1), other);
    }
  }

  /** @param {Line[]} lines @param {number} at */
  itemsEnd(lines, at) {
    const marked = this.rules.match("listed.marked", lines[at].text) !== null;
    let last = at;
    while (at < lines.length) {
      const { text } = lines[at], blank = !text.trim();
      if (!blank && (this.rules.match("listed.marked", text) !== null) !== marked && !/^[ \t]/.test(text)) break;
      if (!blank) last = at + 1;
      else if (!marked || at > last) break;
      at++;
    }
    return Math.max(last, at === last ? at : last);
  }

  /** @param {Line[]} lines @param {() => Telling} about @returns {Generator<Finding>} */
  *ofItems(lines, about) {
    /** @type {[string, number][]} */
    const names = [];
    /** @type {string[]} */
    const rests = [];
    let count = 0;
    for (const line of lines) {
      const mark = this.rules.match("listed.item", line.text)?.[0].length || 0;
      const text = line.text.slice(mark);
      if (!text.trim()) continue;
      count++;
      if (!isCapital(text[0]) && !"*_".includes(text[0])) continue;
      const end = this.rules.find("listed.end", text.slice(0, LONGEST));
      const name = end ? text.slice(0, end.index) : text;
      if (!this.level(name)) continue;
      names.push([strip(name.trim(), "*_ "), line.start + mark]);
      rests.push(text.slice(name.length));
    }
    if (names.length < 2 || 10 * names.length < 6 * count) return;
    const found = this.itemRoster(names.map(([name]) => name), rests, about);
    if (found) yield* finding(names, found);
  }

  /** @param {Line[]} lines @returns {Generator<Finding>} */
  *ofForms(lines) {
    const labels = lines.flatMap((line, at) => {
      const match = this.rules.match("listed.label", line.text);
      return match ? [{ at, name: (match[1].toLowerCase().match(/[a-z]+/g) || []).join(" "), value: match[2].trim(), line }] : [];
    });
    const names = this.words("listed.names");
    for (const [index, own] of labels.entries()) {
      if (!names.has(own.name) || !this.level(own.value)) continue;
      const near = labels.slice(index + 1, index + 1 + FORM).filter((each) => each.at - own.at <= FORM);
      const stop = near.findIndex((each) => names.has(each.name));
      const below = stop < 0 ? near : near.slice(0, stop);
      if (below.some((each) => meet(wordsOf(each.name), this.words("words.office")))) continue;
      const told = below.map((each) => this.toldBy(wordsOf(each.name), false)).filter(Boolean);
      if (told.length && told.some((each) => each !== "address")) {
        yield* finding([[own.value, own.line.start + own.line.text.indexOf(own.value)]], { at: 0, beside: this.label(told[0]), held: true });
      }
    }
  }

  /** @param {string} text @param {number} start @returns {Generator<Finding>} */
  *sentences(text, start) {
    /** @type {number[]} */
    const seen = [];
    for (const match of this.rules.all("told.called", text)) {
      const groups = /** @type {Record<string, string>} */ (match.groups);
      const name = groups.name.replace(/\.+$/, "");
      const at = match.index + match[0].length - groups.name.length;
      if (!this.level(`${groups.call} ${name}`) || this.inOffice(text, match.index)) continue;
      const kind = this.kind(text, at, at + name.length, this.rules.is("told.child", groups.call), true);
      if (!kind) continue;
      seen.push(at);
      yield { kind, start: start + at, end: start + at + name.length, value: split(name.toLowerCase()).join(" ") };
    }
    for (const match of this.rules.all("told.alone", text)) {
      const name = match[0].replace(/\.+$/, ""), at = match.index, end = at + name.length;
      if (seen.some((each) => each >= at && each < end) || this.level(name) < 2 || this.inOffice(text, at)) continue;
      if (this.rules.has("told.group", text.slice(Math.max(0, at - BEFORE), at))) continue;
      const kind = this.kind(text, at, end, false, false);
      if (kind) yield { kind, start: start + at, end: start + end, value: split(name.toLowerCase()).join(" ") };
    }
  }

  /** @param {string} text @param {number} at */
  inOffice(text, at) {
    return this.rules.has("told.office", text.slice(Math.max(0, at - BEFORE), at));
  }

  /** @param {string} text @param {number} at @param {number} end @param {boolean} child @param {boolean} called */
  kind(text, at, end, child, called) {
    const { rules } = this;
    const stopAt = (/** @type {number} */ from) => {
      const found = rules.find("told.sentence", text, from);
      return found && found.index + found[0].length <= end + AROUND ? found : null;
    };
    let stop = stopAt(end);
    if (stop && rules.match("told.goes_on", text, stop.index + stop[0].length)) stop = stopAt(stop.index + stop[0].length);
    const after = text.slice(end, stop ? stop.index : end + AROUND);
    const first = Math.max(0, at - AROUND);
    const begin = rules.all("told.sentence", text.slice(0, at)).map((each) => each.index + each[0].length).filter((each) => each > first).pop() ?? first;
    const before = text.slice(begin, at);
    if (meet(wordsOf(after.slice(0, 40)), this.words("words.office")) || rules.match("told.office", strip(after.slice(0, 30), " ,(") + "\n")) return "";
    const age = rules.match("told.age", after);
    const small = age && /^(?:bln|bulan|hari)$/i.test(age.groups?.unit || "");
    const young = child || Boolean(age && (small || +(age.groups?.age || age.groups?.bare || 0) < ADULT));
    const school = rules.has("words.school", after.slice(0, 80)) || rules.has("words.school", before.slice(-60));
    const isIll = rules.match("told.is_ill", after), near = rules.find("words.ill", after.slice(0, 36)), beside = rules.match("told.beside", after);
    const ill = (isIll && rules.has("words.ill", isIll[0])) || rules.has("told.of_ill", before)
      || (called && near && !rules.has("told.speaks", after.slice(0, near.index + near[0].length)))
      || (beside && rules.is("words.ill", (beside.groups?.words || "").trim()));
    if (young && (age || ill || school)) return "nama-anak";
    if (school && !age && !ill) return rules.has("words.acting", before) ? "" : "nama-orang";
    return age || ill || rules.match("told.home", after) || rules.has("told.given_to", before) ? "nama-orang" : "";
  }
}

/** @param {string} text */
const hasCells = (text) => text.split("|").length > 2 || strip(text, "\t ").includes("\t");

/** @param {Line} line */
function rowOf(line) {
  const sign = strip(line.text, "\t ").includes("\t") ? "\t" : "|";
  const parts = line.text.split(sign);
  const begun = sign === "|" && line.text.trimStart().startsWith("|") ? 1 : 0;
  const cells = parts.map((part) => strip(part.trim(), "*_ ")).slice(begun);
  const place = (/** @type {number} */ at) => {
    const own = at + begun;
    const left = parts[own].length - parts[own].trimStart().length;
    return line.start + parts.slice(0, own).reduce((sum, part) => sum + part.length + 1, 0) + left;
  };
  return { cells, place };
}

/** @param {[string, number][]} names @param {Roster} found @returns {Generator<Finding>} */
function* finding(names, found) {
  const own = names.filter(([name]) => name);
  if (!own.length) return;
  yield {
    kind: found.held ? "daftar-orang" : "nama-orang",
    start: own[0][1],
    end: own[0][1] + own[0][0].length,
    value: own.map(([name]) => split(name.toLowerCase()).join(" ")).sort().join("\n"),
    beside: found.beside,
    parts: own.map(([name, at]) => [at, at + name.length]),
  };
}
