// Markdown as the page will show it: what people write in reports, of what the build's engine knows (docs/form.md).
// Builds a tree of plain values, so that nothing of a text ever becomes HTML by itself.
// @ts-check
import { LETTERED } from "./tulis-teks.js";

/** @typedef {{tag: string, more?: Record<string, string>, inner: (Node | string)[]}} Node */

const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?:( {1,4})(?=\S)|( {5,})(?=\S)|\s*$)/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})/;
const RULER = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const SAFE = /^(?:https?:|mailto:|tel:|[^:]*$|[/#?])/i;
const PUNCTUATION = /[!-/:-@[-`{-~\p{P}\p{S}]/u;

/** @param {string} tag @param {(Node | string)[]} inner @param {Record<string, string>} [more] @returns {Node} */
const node = (tag, inner, more) => more ? { tag, inner, more } : { tag, inner };

/** @param {string} text @returns {Node[]} */
export function parsed(text) {
  return blocks(text.replace(/<!--[^]*?-->|<\/?[a-zA-Z][^<>\n]*>/g, (tag) => /^<(?:https?:|mailto:|tel:|[^\s<>@]+@)/i.test(tag) ? tag : "").split("\n")).nodes;
}

/** @param {string[]} lines @returns {{nodes: Node[], loose: boolean}} */
function blocks(lines) {
  /** @type {Node[]} */
  const nodes = [];
  let loose = false, blank = false;
  const add = (/** @type {Node} */ made) => {
    if (blank && nodes.length) loose = true;
    blank = false;
    nodes.push(made);
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at].replace(/\t/g, "    ");
    let found;
    if (!line.trim()) {
      blank = true;
      at++;
    } else if ((found = FENCE.exec(line))) {
      const [, indent, sign] = found;
      let end = at + 1;
      while (end < lines.length && !(lines[end].trim().startsWith(sign) && !lines[end].trim().replaceAll(sign[0], ""))) end++;
      const body = lines.slice(at + 1, end).map((each) => each.replace(new RegExp(`^ {0,${indent.length}}`), ""));
      add(node("pre", [node("code", [body.map((each) => each + "\n").join("")])]));
      at = end + 1;
    } else if (/^ {4}/.test(line)) {
      let end = at;
      while (end < lines.length && (/^ {4}/.test(lines[end]) || !lines[end].trim())) end++;
      add(node("pre", [node("code", [`${lines.slice(at, end).map((each) => each.slice(4)).join("\n").trimEnd()}\n`])]));
      at = end;
    } else if ((found = HEADING.exec(line))) {
      add(node(`h${found[1].length}`, inline(found[2] || "")));
      at++;
    } else if (RULE.test(line)) {
      add(node("hr", []));
      at++;
    } else if (/^ {0,3}>/.test(line)) {
      let end = at;
      while (end < lines.length && (/^ {0,3}>/.test(lines[end]) || (lines[end].trim() && !begins(lines[end])))) end++;
      add(node("blockquote", blocks(lines.slice(at, end).map((each) => each.replace(/^ {0,3}> ?/, ""))).nodes));
      at = end;
    } else if (ITEM.test(line)) {
      const [made, end] = list(lines, at);
      add(made);
      at = end;
    } else if (lines[at].includes("|") && RULER.test(lines[at + 1] || "") && cells(lines[at]).length === cells(lines[at + 1]).length) {
      const [made, end] = table(lines, at);
      add(made);
      at = end;
    } else {
      let end = at + 1;
      while (end < lines.length && lines[end].trim() && !begins(lines[end]) && !(lines[end].includes("|") && RULER.test(lines[end + 1] || ""))) {
        if (/^ {0,3}(?:=+|-+)[ \t]*$/.test(lines[end])) break;
        end++;
      }
      const under = /^ {0,3}(=+|-+)[ \t]*$/.exec(lines[end] || "");
      const words = lines.slice(at, end).map((each) => each.replace(/^[ \t]+/, "")).join("\n").replace(/[ \t]+$/, "");
      if (under) end++;
      add(node(under ? (under[1][0] === "=" ? "h1" : "h2") : "p", inline(words)));
      at = end;
    }
  }
  return { nodes, loose };
}

/** Whether a line ends a paragraph above it. @param {string} line */
function begins(line) {
  const item = ITEM.exec(line);
  return FENCE.test(line) || (HEADING.test(line) && /^ {0,3}#/.test(line)) || RULE.test(line) || /^ {0,3}>/.test(line)
    || Boolean(item && line.trim().length > item[2].length && (!/^\d/.test(item[2]) || /^1[.)]/.test(item[2])));
}

/** @param {string[]} lines @param {number} at @returns {[Node, number]} */
function list(lines, at) {
  const first = /** @type {RegExpExecArray} */ (ITEM.exec(lines[at]));
  const kind = first[2].slice(-1), ordered = /\d/.test(first[2]);
  /** @type {{nodes: Node[], loose: boolean}[]} */
  const items = [];
  let loose = false, gap = false, lettered = false;
  while (at < lines.length) {
    const found = ITEM.exec(lines[at]);
    if (!found || found[2].slice(-1) !== kind || RULE.test(lines[at])) break;
    if (gap) loose = true;
    const width = found[1].length + found[2].length + (found[3] ? found[3].length : 1);
    let words = lines[at].slice(found[1].length + found[2].length + (found[3] ? found[3].length : 1));
    if (words.startsWith(LETTERED)) {
      lettered ||= items.length === 0;
      words = words.slice(1);
    }
    const own = [words];
    at++;
    gap = false;
    let open = Boolean(words.trim());
    while (at < lines.length) {
      const line = lines[at], indent = line.length - line.trimStart().length;
      if (!line.trim()) {
        let next = at;
        while (next < lines.length && !lines[next].trim()) next++;
        const goesOn = next < lines.length && lines[next].length - lines[next].trimStart().length >= width;
        gap = true;
        if (!goesOn) {
          at = next;
          break;
        }
        own.push(...Array(next - at).fill(""));
        at = next;
        gap = false;
        open = false;
      } else if (indent >= width) {
        own.push(line.slice(width));
        open = !FENCE.test(line.slice(width));
        at++;
      } else if (open && !begins(line) && !ITEM.test(line)) {
        own.push(line.trimStart());
        at++;
      } else break;
    }
    items.push(blocks(own));
  }
  loose ||= items.some((item) => item.loose);
  const inner = items.map(({ nodes }) => node("li", loose ? nodes : nodes.flatMap((each) => each.tag === "p" ? each.inner : [each])));
  const start = ordered ? parseInt(first[2], 10) : 1;
  /** @type {Record<string, string>} */
  const more = {};
  if (lettered) more.type = "a";
  if (start !== 1) more.start = String(start);
  return [node(ordered ? "ol" : "ul", inner, more), at];
}

/** @param {string} line */
function cells(line) {
  let words = line.trim().replace(/^\|/, "");
  if (words.endsWith("|") && !words.endsWith("\\|")) words = words.slice(0, -1);
  return words.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** @param {string[]} lines @param {number} at @returns {[Node, number]} */
function table(lines, at) {
  const head = cells(lines[at]);
  const sides = cells(lines[at + 1]).map((mark) => mark.endsWith(":") ? mark.startsWith(":") ? "mid" : "num" : mark.startsWith(":") ? "start" : "");
  const row = (/** @type {string[]} */ own, /** @type {string} */ tag) => node("tr", head.map((_, n) => node(tag, inline(own[n] || ""), sides[n] ? { class: sides[n] } : undefined)));
  let end = at + 2;
  while (end < lines.length && lines[end].trim() && !begins(lines[end])) end++;
  const body = lines.slice(at + 2, end).map((line) => row(cells(line), "td"));
  return [node("table", [node("thead", [row(head, "th")]), ...(body.length ? [node("tbody", body)] : [])]), end];
}

/** @typedef {{text: string, sign: string, opens: boolean, closes: boolean}} Run */
/** @typedef {Node | string | Run} Piece */

/** @param {Piece} piece @returns {piece is Run} */
const isRun = (piece) => typeof piece !== "string" && "sign" in piece;

/** @param {string} text @returns {(Node | string)[]} */
export function inline(text) {
  /** @type {Piece[]} */
  const pieces = [];
  let words = "";
  const flush = () => {
    if (words) pieces.push(words);
    words = "";
  };
  const put = (/** @type {Piece} */ piece) => {
    flush();
    pieces.push(piece);
  };
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    let found;
    if ((found = /^\\(\n|[!-/:-@[-`{-~])/.exec(rest))) {
      if (found[1] === "\n") put(node("br", []));
      else words += found[1];
    } else if ((found = /^(`+)(?!`)([^]*?[^`])\1(?!`)/.exec(rest))) {
      const code = found[2].replaceAll("\n", " ");
      put(node("code", [/^ .*[^ ].* $/.test(code) ? code.slice(1, -1) : code]));
    } else if ((found = /^ {2,}\n */.exec(rest))) put(node("br", []));
    else if ((found = /^ ?\n */.exec(rest))) words += "\n";
    else if ((found = /^<((?:https?:|mailto:|tel:)[^\s<>]*)>/i.exec(rest))) put(node("a", [found[1]], { href: found[1] }));
    else if ((found = /^<([^\s<>@]+@[^\s<>@]+)>/.exec(rest))) put(node("a", [found[1]], { href: `mailto:${found[1]}` }));
    else if ((found = /^&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|amp|lt|gt|quot|nbsp);/.exec(rest))) {
      const code = found[1] ? +found[1] : found[2] ? parseInt(found[2], 16) : 0;
      words += code ? String.fromCodePoint(Math.min(code, 0x10ffff)) : /** @type {Record<string, string>} */ ({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": "\u00a0" })[found[0]];
    } else if ((found = /^(!?)\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/.exec(rest))) {
      const href = (found[3] ?? found[4]).replace(/\\([!-/:-@[-`{-~])/g, "$1");
      if (found[1]) put(node("em", [found[2]]));
      else if (SAFE.test(href)) put(node("a", inline(found[2]), { href }));
      else words += found[2];
    } else if ((found = /^(?:https?:\/\/|www\.)[^\s<]+/i.exec(rest)) && !/[\p{L}\p{N}]$/u.test(text.slice(0, at))) {
      let link = found[0].replace(/[?!.,:*_~'"]+$/, "");
      while (link.endsWith(")") && link.split(")").length > link.split("(").length) link = link.slice(0, -1);
      put(node("a", [link], { href: /^www/i.test(link) ? `http://${link}` : link }));
      found = [link];
    } else if ((found = /^(?:\*+|_+|~+)/.exec(rest))) {
      const before = [...text.slice(0, at)].pop() || " ", after = [...rest.slice(found[0].length)][0] || " ";
      const left = !/\s/.test(after) && (!PUNCTUATION.test(after) || /\s/.test(before) || PUNCTUATION.test(before));
      const right = !/\s/.test(before) && (!PUNCTUATION.test(before) || /\s/.test(after) || PUNCTUATION.test(after));
      const low = found[0][0] === "_";
      put({ text: found[0], sign: found[0][0], opens: left && (!low || !right || PUNCTUATION.test(before)), closes: right && (!low || !left || PUNCTUATION.test(after)) });
    } else {
      found = [/^[^\\`\n <&!\[hw*_~]+|^[^]/i.exec(rest)?.[0] || rest[0]];
      words += found[0];
    }
    at += found[0].length;
  }
  flush();
  return emphasised(pieces);
}

/** Puts together what stands between runs of stars. @param {Piece[]} pieces @returns {(Node | string)[]} */
function emphasised(pieces) {
  for (let close = 0; close < pieces.length; close++) {
    const end = pieces[close];
    if (!isRun(end) || !end.closes) continue;
    for (let open = close - 1; open >= 0; open--) {
      const start = pieces[open];
      if (!isRun(start) || !start.opens || start.sign !== end.sign) continue;
      if (end.sign === "~") {
        if (start.text.length !== end.text.length || end.text.length > 2) continue;
      } else if ((start.closes || end.opens) && (start.text.length + end.text.length) % 3 === 0 && (start.text.length % 3 || end.text.length % 3)) continue;
      const used = end.sign === "~" ? end.text.length : start.text.length > 1 && end.text.length > 1 ? 2 : 1;
      const tag = end.sign === "~" ? "del" : used === 2 ? "strong" : "em";
      const made = node(tag, plainPieces(pieces.slice(open + 1, close)));
      start.text = start.text.slice(used);
      end.text = end.text.slice(used);
      const kept = [...(start.text ? [start] : []), made, ...(end.text ? [end] : [])];
      pieces.splice(open, close - open + 1, ...kept);
      close = open + (start.text ? 1 : 0);
      if (!end.text) break;
      close++;
      open = close;
    }
  }
  return plainPieces(pieces);
}

/** @param {Piece[]} pieces @returns {(Node | string)[]} */
function plainPieces(pieces) {
  /** @type {(Node | string)[]} */
  const made = [];
  for (const piece of pieces) {
    const each = isRun(piece) ? piece.text : piece;
    if (typeof each === "string" && typeof made[made.length - 1] === "string") made[made.length - 1] += each;
    else made.push(each);
  }
  return made;
}

/** The tree as elements of a page. @param {(Node | string)[]} nodes @returns {DocumentFragment} */
export function shown(nodes) {
  const all = document.createDocumentFragment();
  for (const each of nodes) {
    if (typeof each === "string") {
      all.append(each);
      continue;
    }
    const level = /^h([1-6])$/.exec(each.tag);
    // The title of the page is its only first heading; those of a text begin below it.
    const made = document.createElement(level ? `h${Math.min(6, Math.max(3, +level[1] + 1))}` : each.tag);
    for (const [name, value] of Object.entries(each.more || {})) made.setAttribute(name, value);
    made.append(shown(each.inner));
    if (each.tag !== "table") all.append(made);
    else {
      const scroll = document.createElement("div");
      scroll.className = "scroll";
      scroll.tabIndex = 0;
      scroll.append(made);
      all.append(scroll);
    }
  }
  return all;
}

/** The words of a tree without its tags. @param {(Node | string)[]} nodes @returns {string} */
export function words(nodes) {
  return nodes.map((each) => typeof each === "string" ? each : each.tag === "br" ? "\n" : words(each.inner)).join("");
}
