// Text as it was typed or pasted, made Markdown that shows what its author saw, as the build does it
// (sitegen/reports/markdown/prose, decision 031). The file keeps the text as typed; this is for what is shown.
// @ts-check

/** @typedef {import("./tulis-aturan.js").Rules} Rules */
/** @typedef {import("./tulis-aturan.js").Match} Match */
/** @typedef {{text: string, number: number, kind: string}} Line */

const NEAR = 60, NARROWEST = 50, WIDEST = 120, MOSTLY = 0.6, ROWS = 2;
/** At the start of an item: the list counts in letters. */
export const LETTERED = "\ue000";

/** @param {string} text */
function indentOf(text) {
  let width = 0;
  for (const sign of text) {
    if (sign === "\t") width += 4 - width % 4;
    else if (sign === " ") width++;
    else break;
  }
  return width;
}
/** @param {string} text @param {string} signs */
function rstrip(text, signs) {
  let end = text.length;
  while (end && signs.includes(text[end - 1])) end--;
  return text.slice(0, end);
}

/** One text on its way to Markdown. */
export class Prose {
  /** @param {Rules} rules @param {string} text */
  constructor(rules, text) {
    /** @type {Rules} */
    this.rules = rules;
    /** @type {Line[]} */
    this.lines = text.replaceAll(LETTERED, "").split("\n").map((words, at) => ({ text: words, number: at + 1, kind: "text" }));
    this.sortOut();
    if (!this.isOdd(text)) {
      this.tables();
      return;
    }
    this.plainMarks();
    this.tables();
    this.breaks();
    this.signs();
  }

  /** Whether any line may have to be changed, besides rows of tables. @param {string} text @returns {boolean} */
  isOdd(text) {
    const has = (/** @type {string} */ name, /** @type {string} */ words) => this.rules.has(name, words);
    return /[\t\r]/.test(text) || has("prose.unseen", text) || has("prose.line", `\n\n${text}`) || has("prose.wave", text) || has("signs.addressed", text);
  }

  get text() {
    return this.lines.map((line) => line.text).join("\n");
  }

  /** @param {string} name @param {string} text */
  match(name, text) {
    return this.rules.match(name, text);
  }

  /** @param {string} text */
  kindOf(text) {
    if (!text.trim()) return "blank";
    for (const kind of ["heading", "rule", "item", "row", "quote", "note"]) if (this.match(`lines.${kind}`, text)) return kind;
    return "text";
  }

  /** Where the words of an item begin. @param {Line} line */
  content(line) {
    const match = this.match("lines.item", line.text);
    return indentOf(line.text) + (match ? (match.groups?.sign || "").length + 1 : 0);
  }

  sortOut() {
    let fence = "";
    for (const line of this.lines) {
      const opening = this.match("lines.fence", line.text);
      if (fence) {
        line.kind = "code";
        const words = line.text.trim();
        if (words.startsWith(fence) && ![...words].some((sign) => sign !== fence[0])) fence = "";
      } else if (opening) {
        line.kind = "code";
        fence = opening.groups?.sign || "";
      } else line.kind = this.kindOf(line.text);
    }
  }

  plainMarks() {
    const { rules } = this;
    for (const line of this.lines) {
      if (line.kind === "code") continue;
      line.text = rules.replace("marks.unseen", line.text, "$1");
      const wide = this.match("marks.wide_heading", line.text);
      if (wide) line.text = `${wide[1]}${"#".repeat([...wide[2]].length)} ${line.text.slice(wide[0].length)}`;
      const rest = (/** @type {Match} */ found) => line.text.slice(found[0].length);
      let found;
      if ((found = this.match("marks.heading", line.text))) line.text = `${found[1]}${"#".repeat([...found[2]].length)} ${rest(found)}`;
      else if ((found = this.match("marks.bullet", line.text))) line.text = `${found[1].replaceAll("\u00a0", " ")}- ${rest(found)}`;
      else if ((found = this.match("marks.telling", line.text))) line.text = `${found[1].replaceAll("\u00a0", " ")}- ${found[2]} ${rest(found)}`;
      else if ((found = this.match("marks.markdown", line.text)) && found[3].replace(/^[ \t]+|[ \t]+$/g, "")) line.text = `${found[1]}${found[2]} ${rest(found)}`;
    }
    this.sortOut();
    this.dashes();
    this.numbers();
    this.letters();
    this.sortOut();
  }

  dashes() {
    const { lines } = this;
    const found = lines.map((line) => line.kind === "text" ? this.match("marks.dash", line.text) : null);
    found.forEach((match, at) => {
      if (!match) return;
      const beside = [at ? lines[at - 1].kind : "blank", lines[at + 1]?.kind || "blank"];
      if (beside.includes("item") || found[at - 1] || found[at + 1]) lines[at].text = `${match[1]}- ${lines[at].text.slice(match[0].length)}`;
    });
  }

  numbers() {
    const { lines } = this;
    const all = lines.map((line) => line.kind === "code" ? null : this.match("marks.number", line.text));
    const texts = lines.map((line) => line.text);
    all.forEach((match, at) => {
      if (!match || !(match[2] || !match[5])) return;
      const next = texts[at].slice(match[0].length);
      if (!match[2] && !/^\p{L}/u.test(next)) return;
      if (match[2] && match[4] !== ")") return;
      const number = +match[3];
      const near = [-3, -2, -1, 1, 2, 3].flatMap((step) => all[at + step] ? [+(/** @type {Match} */ (all[at + step]))[3]] : []);
      if (near.includes(number + 1) || near.includes(number - 1)) lines[at].text = `${match[1]}${number}${match[4]} ${next}`;
    });
  }

  letters() {
    const { lines } = this;
    let waiting = "a", inside = 0, above = false, sign = ".";
    lines.forEach((line, at) => {
      if (line.kind === "code") return;
      const match = this.match("marks.letter", line.text), item = this.match("lines.item", line.text);
      if (match && match[3] === waiting && (waiting !== "a" || this.goesOn(at))) {
        if (waiting === "a") inside = this.contentAbove(at);
        const indent = " ".repeat(Math.max(inside, inside === 0 ? indentOf(match[1]) : inside));
        if (waiting === "a") sign = this.otherSign(at);
        line.text = `${indent}${waiting.charCodeAt(0) - 96}${sign} ${LETTERED}${line.text.slice(match[0].length)}`;
        waiting = waiting === "z" ? "a" : String.fromCharCode(waiting.charCodeAt(0) + 1);
      } else if (item || (line.kind === "text" && above && indentOf(line.text) === 0 && waiting !== "a")) {
        waiting = item && indentOf(line.text) < Math.max(inside, 1) ? "a" : waiting;
      }
      above = line.kind === "blank";
    });
  }

  /** @param {number} at */
  otherSign(at) {
    return this.lines.slice(Math.max(0, at - NEAR), at).some((line) => this.match("lines.item", line.text)?.groups?.sign.endsWith(".")) ? ")" : ".";
  }

  /** @param {number} at */
  goesOn(at) {
    for (const line of this.lines.slice(at + 1, at + 1 + NEAR)) {
      const match = this.match("marks.letter", line.text);
      if (match) return match[3] === "b";
      if (["heading", "rule", "code"].includes(line.kind)) return false;
    }
    return false;
  }

  /** @param {number} at */
  contentAbove(at) {
    for (const line of this.lines.slice(Math.max(0, at - NEAR), at).reverse()) {
      if (line.kind === "blank") return 0;
      const item = this.match("lines.item", line.text);
      if (item) return /^\d/.test(item.groups?.sign || "") ? this.content(line) : 0;
    }
    return 0;
  }

  /** @param {string} text */
  cells(text) {
    const inner = text.replace(/^[\n ]+|[\n ]+$/g, "").replace(/^\t+|\t+$/g, "");
    return inner.split(new RegExp(this.rules.pattern("tables.tab", "g").source, "gu")).map((cell) => cell.trim());
  }

  tables() {
    this.fromTabs();
    this.sortOut();
    this.rulers();
    this.sortOut();
  }

  fromTabs() {
    const { lines } = this;
    const tabbed = (/** @type {Line} */ line) => ["text", "item"].includes(line.kind) && this.cells(line.text).length >= 2;
    let at = 0;
    while (at < lines.length) {
      let end = at;
      while (end < lines.length && tabbed(lines[end])) end++;
      if (end - at < ROWS) {
        at = Math.max(end, at + 1);
        continue;
      }
      const rows = lines.slice(at, end).map((line) => this.cells(line.text));
      const width = Math.max(...rows.map((row) => row.length));
      const made = rows.map((cells, n) => ({ text: rowOf(cells, width), number: lines[at + n].number, kind: "row" }));
      const ruler = put(rowOf(Array(width).fill("---"), width), "row");
      const headed = !rows[0].some((cell) => cell && this.rules.is("tables.figure", cell));
      const body = headed ? [made[0], ruler, ...made.slice(1)] : [put(rowOf([], width), "row"), ruler, ...made];
      const before = at === 0 || lines[at - 1].kind === "blank" ? [] : [put("", "blank")];
      const after = end === lines.length || lines[end].kind === "blank" ? [] : [put("", "blank")];
      lines.splice(at, end - at, ...before, ...body, ...after);
      at += before.length + body.length + after.length;
    }
  }

  rulers() {
    const { lines } = this;
    let at = 0;
    while (at < lines.length) {
      let end = at;
      while (end < lines.length && lines[end].kind === "row") end++;
      if (end - at >= ROWS) end = this.ruled(at, end);
      at = Math.max(end, at + 1);
    }
  }

  /** @param {number} first @param {number} end */
  ruled(first, end) {
    const { lines, rules } = this;
    const isRuler = (/** @type {string} */ text) => {
      const cells = splitRow(text);
      return cells.some(Boolean) && cells.every((cell) => rules.is("tables.ruler", cell));
    };
    for (const line of lines.slice(first, end)) {
      line.text = rules.replace("tables.code", line.text, (/** @type {string} */ _all, /** @type {string} */ sign, /** @type {string} */ words) => sign + words.replace(/(?<!\\)\|/g, "\\|") + sign);
    }
    if (!isRuler(lines[first + 1].text)) {
      if (lines.slice(first, end).some((line) => isRuler(line.text))) return end;
      lines.splice(first + 1, 0, put("|---|", "row"));
      end++;
    }
    const ruler = lines[first + 1];
    const straight = rules.replace("tables.dashes", ruler.text, (/** @type {string} */ all) => "-".repeat(Math.max(3, [...all].length)));
    const rows = lines.slice(first, end).filter((line) => line !== ruler).map((line) => splitRow(line.text));
    const width = Math.max(...rows.map((row) => row.length));
    const marks = splitRow(straight).map((mark) => mark || "---");
    if (straight !== ruler.text || marks.length !== width || rows[0].length !== width) {
      ruler.text = `| ${[...marks, ...Array(width).fill("---")].slice(0, width).join(" | ")} |`;
      if (rows[0].length !== width) lines[first].text = `| ${[...rows[0], ...Array(width).fill("")].slice(0, width).join(" | ")} |`;
    }
    if (end < lines.length && lines[end].kind === "text") {
      lines.splice(end, 0, put("", "blank"));
      end++;
    }
    return end;
  }

  breaks() {
    this.underlines();
    this.indents();
    this.sortOut();
    this.nested();
    this.listsApart();
    const paragraphs = this.paragraphs();
    const lengths = paragraphs.flatMap(([first, end]) => this.lines.slice(first, end - 1).map((line) => line.text.trimEnd().length));
    const width = Math.max(0, ...lengths.filter((length) => length <= WIDEST));
    for (const [first, end] of paragraphs) {
      if (this.wrapped(this.lines.slice(first, end).map((line) => line.text), width)) continue;
      for (const line of this.lines.slice(first, end - 1)) line.text = rstrip(line.text, " \t") + "  ";
    }
  }

  underlines() {
    this.lines.forEach((line, at) => {
      const above = this.lines[at - 1];
      if (above && ["text", "item"].includes(above.kind) && ["text", "rule"].includes(line.kind) && this.match("breaks.underline", line.text)) line.text = "***";
    });
  }

  indents() {
    let listed = false, fresh = true, dedent = 0;
    for (const line of this.lines) {
      const indent = indentOf(line.text);
      if (line.kind === "blank") {
        fresh = true;
        continue;
      }
      if (line.kind === "code") {
        [listed, fresh, dedent] = [listed && indent > 1, true, 0];
        continue;
      }
      if (fresh && !listed) dedent = indent >= 4 ? indent : 0;
      if (dedent && indent) line.text = " ".repeat(Math.max(0, indent - dedent)) + line.text.replace(/^[ \t]+/, "");
      if (this.match("lines.item", line.text)) listed = true;
      else if (fresh && !indentOf(line.text)) [listed, dedent] = [false, 0];
      fresh = false;
    }
  }

  nested() {
    /** @type {Line | null} */
    let above = null;
    let shift = 0;
    for (const line of this.lines) {
      const indent = indentOf(line.text);
      if (line.kind === "item") {
        if (above && indentOf(above.text) < indent && indent < this.content(above)) shift = this.content(above) - indent;
        else if (above && indent <= indentOf(above.text)) [above, shift] = [line, 0];
        above ||= line;
        if (shift && line !== above) line.text = " ".repeat(shift) + line.text;
      } else if (!["blank", "text"].includes(line.kind) || (line.kind === "text" && !indent)) [above, shift] = [null, 0];
    }
  }

  listsApart() {
    const { lines } = this;
    /** @type {Line | null} */
    let open = lines[0]?.kind === "item" ? lines[0] : null;
    for (let at = 1; at < lines.length; at++) {
      const above = lines[at - 1], line = lines[at];
      const ends = open !== null && line.kind === "text" && ["item", "text"].includes(above.kind) && indentOf(line.text) < 2
        && !this.fills(above.text, line.text, WIDEST);
      const begins = line.kind === "item" && above.kind === "text" && open === null;
      if (ends || (begins && !/^(?:1\.|1\)|-|\*|\+)/.test(line.text.trimStart()))) {
        lines.splice(at, 0, put("", "blank"));
        open = null;
        at++;
      }
      if (line.kind === "item") open = line;
      else if (["blank", "heading", "rule", "code", "row"].includes(line.kind) || ends) {
        open = line.kind !== "blank" || ends ? null : open;
        const next = lines[at + 1];
        if (line.kind === "blank" && next && indentOf(next.text) < 2) open = next.kind === "item" ? next : null;
      }
    }
  }

  /** @returns {[number, number][]} */
  paragraphs() {
    const { lines } = this;
    /** @type {[number, number][]} */
    const found = [];
    for (let at = 0; at < lines.length;) {
      let end = at + 1;
      const goesOn = ["text", "item"].includes(lines[at].kind) ? "text" : lines[at].kind === "quote" ? "quote" : "";
      while (goesOn && end < lines.length && lines[end].kind === goesOn) end++;
      if (end - at > 1) found.push([at, end]);
      at = end;
    }
    return found;
  }

  /** @param {string[]} texts @param {number} width */
  wrapped(texts, width) {
    if (texts.slice(0, -1).some((text) => text.trimEnd().length > WIDEST) || texts.slice(1).some((text) => this.meant(text))) return false;
    const full = texts.slice(1).filter((after, at) => this.fills(texts[at], after, width)).length;
    return full >= MOSTLY * (texts.length - 1);
  }

  /** @param {string} text */
  meant(text) {
    const words = text.replace(/^[ \t>]+/, "");
    return Boolean(this.match("breaks.label", words) || this.match("breaks.sign", words));
  }

  /** @param {string} before @param {string} after @param {number} width */
  fills(before, after, width) {
    const { length } = before.trimEnd(), words = after.replace(/^[ \t>]+/, "");
    if (length < NARROWEST || this.meant(after) || !words) return false;
    const first = words.split(/\s+/)[0];
    return /^\p{Ll}/u.test(words) || length + 1 + first.length > Math.min(width, WIDEST);
  }

  signs() {
    const { rules } = this;
    const text = this.text;
    const starred = !rules.has("signs.double", text) && this.lines.some((line) => line.kind !== "code" && this.match("signs.title", line.text));
    for (const line of this.lines) {
      if (line.kind === "code") continue;
      const code = [...line.text.matchAll(/(`+)(?!`)(.+?)(?<!`)\1(?!`)/g)].map((span) => [span.index, span.index + span[0].length]);
      const inCode = (/** @type {number} */ at) => code.some(([start, end]) => at >= start && at < end);
      if (starred) line.text = rules.replace("signs.starred", line.text, (/** @type {string} */ all, /** @type {string} */ words, /** @type {number} */ at) => inCode(at) ? all : `**${words}**`);
      if (line.text.includes("~") && !line.text.includes("~~") && line.text.split("~").length > 2) {
        line.text = rules.replace("signs.wave", line.text, (/** @type {string} */ all, /** @type {number} */ at) => inCode(at) ? all : "\\~");
      }
    }
  }
}

/** @param {string} text @param {string} kind @returns {Line} */
const put = (text, kind) => ({ text, number: 0, kind });

/** @param {string[]} cells @param {number} width */
function rowOf(cells, width) {
  const filled = cells.map((cell) => cell.replaceAll("\\|", "|").replaceAll("|", "\\|"));
  return `| ${[...filled, ...Array(Math.max(0, width - filled.length)).fill("")].join(" | ")} |`;
}

/** @param {string} text */
function splitRow(text) {
  let words = text.trim().replace(/^\|/, "");
  if (words.endsWith("|") && !words.endsWith("\\|")) words = words.slice(0, -1);
  return words.split(/(?<!\\)\|/).map((cell) => cell.trim());
}
