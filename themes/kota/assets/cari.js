// The search of the site: reads the index below /cari/ (docs/search.md), and nothing from elsewhere.
// @ts-check

/** @typedef {{word: string, stem: string, rank: number}} Word */
/** @typedef {{ignored: string[], stems: Map<string, string>}} Language */
/** @typedef {[name: string, buckets: number, version: string]} Segment */
/** @typedef {{dari: string, kata: [number, string], minggu: number, segmen: Segment[]}} List */
/** @typedef {[name: string, check: string, count: number]} Group */
/** @typedef {{n: number, d: string, g: Group[], s: Record<string, string>}} Postings */
/** @typedef {[url: string, title: string, summary: string, day: string, kind: string]} Doc */
/** @typedef {{segment: Segment, number: number, score: number, place: number, groups: Group[]}} Hit */
/** @typedef {(path: string, fresh: boolean) => Promise<any>} Get */

const SIGNS = [...Array(94).keys()].map((n) => String.fromCharCode(n + 33)).join("").replace(/["\\]/g, "");
const ENDS = 80, PAGE = 32, LONGEST = 32, PREFIX = 3;
/** The newest weeks and what has no date: asked for anew each time, so its files have no version. @type {Segment} */
const NEWEST = ["baru", 18, ""];
const WEIGHTS = [1, 3, 9];
// Shorter words may be an abbreviation of anything: none of their letters is mended.
const SURE = 5;
// Enough to show; a search that finds fewer at the top, and few at all, goes on through older reports.
export const ENOUGH = 10, FEW = 100, TOP = 3;

/** What was read does not belong together: the site was published meanwhile. */
class Stale extends Error {}

/** @param {string} text */
export const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/** @param {string} text */
export const tokens = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) || [];

/** @param {string} text */
export function hash(text) {
  let found = 0x811c9dc5;
  for (const sign of text) found = Math.imul(found ^ /** @type {number} */ (sign.codePointAt(0)), 0x01000193) >>> 0;
  return (found ^ (found >>> 15)) >>> 0;
}

/** @param {string} text */
const start = (text) => [...text].slice(0, PREFIX).join("");

/** @param {string} text */
export function numbers(text) {
  const found = [];
  let last = -1, high = 0;
  for (let at = 0; at < text.length; at++) {
    const value = SIGNS.indexOf(text[at]);
    if (value >= ENDS) high = high * 12 + value - ENDS;
    else {
      last += high * ENDS + value + 1;
      found.push(last);
      high = 0;
    }
  }
  return found;
}

/** What the forms of a word have in common: families of words, else as Snowball's stemmer for Indonesian.
 * @param {string} word @param {Map<string, string>} known */
export function stem(word, known) {
  const own = known.get(word);
  let text = word, head = "", prefix = "", vowels = (word.match(/[aeiou]/g) || []).length;
  if (own || !/^\p{L}+$/u.test(word)) return own || word;
  const cut = (/** @type {RegExp} */ pattern) => {
    const left = text.replace(pattern, "");
    if (left === text) return false;
    text = left;
    vowels--;
    return true;
  };
  const end = () => vowels > 2 && (!/[kp]/.test(prefix) && cut(/kan$/) || !/[dmt]/.test(prefix) && cut(/an$/) || !/[bk]/.test(prefix) && cut(/(?<!s)i$/));
  const begin = () => {
    if (cut(/^be(?:r|l(?=ajar)|(?=[^aeiou]er))/)) prefix = "b";
    else if (!cut(/^pel(?=ajar)/) && cut(/^per?/)) prefix = "p";
  };
  if (vowels > 2) cut(/([kl]ah|pun)$/);
  if (vowels > 2) cut(/([km]u|nya)$/);
  if (vowels < 3) return text;
  const [first] = /^([mp]e((ny|m)(?=[aeiou])|ng|n|m)|di|me|ter|ke)/.exec(text) || [""];
  if (first) {
    text = text.slice(first.length);
    vowels--;
    prefix = first[0] === "p" ? "k" : first[0]; // "p" is of those that may come second
    head = /^[aeiou]/.test(text) ? first.endsWith("y") ? "s" : first.endsWith("m") ? "p" : "" : "";
    if (end() && vowels > 2) begin();
  } else {
    begin();
    end();
  }
  return head + text;
}

/** Whether two words differ by one letter: another, one more, one less, or two changed over.
 * @param {string} a @param {string} b */
export function near(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let at = 0;
  while (a[at] === b[at]) at++;
  const rest = (/** @type {string} */ text, /** @type {number} */ from) => text.slice(at + from);
  return rest(a, 1) === rest(b, 1) || rest(a, 0) === rest(b, 1) || rest(a, 1) === rest(b, 0)
    || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, 2) === rest(b, 2));
}

/** @param {string} text @returns {Word[]} */
const lines = (text) => text ? text.split("\n").map((line) => {
  const [word, rank, stem] = line.split(" ");
  return { word, rank: +rank, stem: stem || word };
}) : [];

/** The index as it is published; every file of it is read once. */
export class Index {
  /** @param {Get} get @param {Language} language */
  constructor(get, language) {
    this.get = get;
    this.language = language;
    this.fresh = false;
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
  }

  /** Everything is asked for once more, past all caches. */
  renew() {
    this.files.clear();
    this.fresh = true;
  }

  /** @param {string} path @returns {Promise<any>} */
  read(path) {
    let found = this.files.get(path);
    if (!found) {
      found = this.get(path, this.fresh);
      this.files.set(path, found);
      found.catch(() => this.files.delete(path)); // so that it can be tried again
    }
    return found;
  }

  /** @returns {Promise<List>} */
  list() {
    return this.read("segmen.json");
  }

  /** @param {string} word @returns {Promise<Word[]>} */
  async alike(word) {
    const [count, version] = (await this.list()).kata;
    return lines(await this.read(`kata/${hash(start(word)) % count}.json?${version}`));
  }

  /** The words that only this week may have. @param {string} word @returns {Promise<Word[]>} */
  async recent(word) {
    return lines(await this.read(`${NEWEST[0]}/kata-${hash(start(word)) % (await this.list()).minggu}.json`));
  }

  /** Words that go on as this one begins, the most common first. @param {string} word */
  async suggest(word) {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const source of [() => this.alike(word), () => this.recent(word)]) {
      for (const each of found.size < 3 ? await source() : []) {
        if (each.word.startsWith(word) && each.word !== word && !found.has(each.word)) found.set(each.word, each.rank);
      }
    }
    return [...found].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length).map(([each]) => each).slice(0, 6);
  }

  /** @param {string} word @returns {Word} */
  term(word) {
    return { word, stem: stem(word, this.language.stems), rank: 0 };
  }

  /** A word that the newest texts do not have: as it is if older ones have it, or the word that was meant.
   * @param {Word} word @returns {Promise<Word>} */
  async meant(word) {
    const typed = word.word, own = await this.alike(typed);
    if (own.concat(await this.alike(word.stem)).some((each) => each.word === typed || each.stem === word.stem)) return word;
    if (typed.length < SURE || /^\d+$/.test(typed)) return word;
    const best = (/** @type {Word[]} */ words) => words.sort((a, b) => b.rank - a.rank)[0];
    const close = (/** @type {Word[]} */ words) => words.filter((each) => near(each.word, typed));
    return best(close(own)) || best(close(await this.recent(typed))) || best(close(lines(await this.read(`kata/umum.json?${(await this.list()).kata[1]}`))))
      || best(own.filter((each) => each.word.startsWith(typed))) || word;
  }

  /** The postings of some stems in a segment, all of one state. @param {Segment} segment @param {string[]} stems
   * @returns {Promise<{since: string, groups: Group[], of: (stem: string) => string}>} */
  async postings([name, buckets, version], stems) {
    const at = (/** @type {string} */ stem) => hash(stem) % buckets;
    const needed = [...new Set(stems.map(at))];
    /** @type {Postings[]} */
    const files = await Promise.all(needed.map((each) => this.read(`${name}/p${each}.json${version && "?" + version}`)));
    const same = new Set(files.map((file) => JSON.stringify([file.n, file.d, file.g])));
    if (same.size > 1 || files[0].n !== buckets) throw new Stale(name);
    return { since: files[0].d, groups: files[0].g, of: (stem) => files[needed.indexOf(at(stem))].s[stem] || "" };
  }

  /** @param {Hit} hit @returns {Promise<Doc>} */
  async record({ segment: [name, , version], number, groups }) {
    let first = 0;
    for (const [group, check, count] of groups) {
      const pages = Math.ceil(count / PAGE), page = Math.floor((number - first) / PAGE);
      if (page < pages) {
        const file = await this.read(`${name}/${group}-${page}.json${version && `?${version}`}`);
        if (file.c !== check) throw new Stale(group);
        return file.r[(number - first) % PAGE];
      }
      first += pages * PAGE;
    }
    throw new Stale(name);
  }
}

/** One search: its words, and what has been found so far. */
export class Search {
  /** @param {Index} index @param {string} query @param {Record<string, string>} filters */
  constructor(index, query, filters) {
    this.index = index;
    this.query = query;
    this.year = filters.tahun || "";
    this.marks = Object.entries(filters).filter(([name, value]) => value && name !== "tahun").map(([name, value]) => `=${name}/${value}`);
    const typed = [...new Set(tokens(query).filter((word) => word.length > 1 && word.length <= LONGEST))];
    this.typed = typed.filter((word) => !index.language.ignored.includes(word));
    this.grammar = typed.length > 0 && !this.typed.length;
    this.terms = this.typed.map((word) => index.term(word));
    /** @type {Hit[]} */
    this.hits = [];
    this.shown = 0;
    /** The first day of the newest segment; "" if there are no others. */
    this.since = "";
    /** What has not been searched; not known before the list is read. @type {Segment[] | undefined} */
    this.rest = undefined;
    /** @type {Segment[]} */
    this.done = [];
  }

  /** Finds what is shown first. */
  async start() {
    if (this.grammar || !(this.terms.length + this.marks.length || this.year)) return;
    const { since, of } = await this.index.postings(NEWEST, this.stems);
    this.since = since;
    this.terms = await Promise.all(this.terms.map((term) => of(term.stem) ? term : this.index.meant(term)));
    await this.go([NEWEST]);
    // The best that can be expected: all words in the title, of several one in the summary.
    const top = 9 * this.terms.length - (this.terms.length > 1 ? 6 : 0);
    while (this.older && (this.hits.length < ENOUGH
      || (this.hits.length < FEW && this.hits.filter((hit) => hit.score >= top).length < TOP))) {
      await this.back(true);
    }
  }

  /** The stems that a document must have. */
  get stems() {
    const all = [...this.terms.map(({ stem }) => stem), ...this.marks];
    return all.length ? all : ["=bentuk/laporan"];
  }

  /** Whether there are older reports that have not been searched. */
  get older() {
    return this.rest ? this.rest.length > 0 : this.since > "" && this.since >= this.year;
  }

  /** Searches the next older segment, or after the first of them all months of the year at once: over a
   * slow line it is the way there and back that takes time. @param {boolean} [many] */
  async back(many) {
    const first = !this.rest;
    if (!this.rest) {
      const list = await this.index.list();
      if (list.dari !== this.since) throw new Stale("");
      this.rest = list.segmen.filter(([name]) => name.startsWith(this.year));
    }
    const years = this.rest.findIndex(([name]) => name.length === 4);
    const months = years < 0 ? this.rest.length : years;
    await this.go(this.rest.splice(0, many && !first && months || 1));
  }

  /** @param {Segment[]} next */
  async go(next) {
    const found = await Promise.all(next.map((segment, at) => this.among(segment, this.stems, this.done.length + at)));
    this.done.push(...next);
    const fresh = [...this.hits.slice(this.shown), ...found.flat()];
    fresh.sort((a, b) => b.score - a.score || a.place - b.place || b.number - a.number);
    this.hits = [...this.hits.slice(0, this.shown), ...fresh];
  }

  /** @param {Segment} segment @param {string[]} all @param {number} place @returns {Promise<Hit[]>} */
  async among(segment, all, place) {
    const { groups, of } = await this.index.postings(segment, all);
    /** @type {Map<number, [times: number, score: number]>} */
    const found = new Map();
    all.forEach((stem, at) => of(stem).split(" ").forEach((text, level) => {
      for (const number of numbers(text)) {
        const known = found.get(number);
        const score = stem[0] === "=" ? 0 : WEIGHTS[level];
        if (known && known[0] === at) found.set(number, [at + 1, known[1] + score]);
        else if (!at) found.set(number, [1, score]);
      }
    }));
    const within = this.inYear(groups);
    const hits = [];
    for (const [number, [times, score]] of found) {
      if (times === all.length && within(number)) hits.push({ segment, number, score, place, groups });
    }
    return hits;
  }

  /** @param {Group[]} groups @returns {(number: number) => boolean} */
  inYear(groups) {
    /** @type {[number, number][]} */
    const spans = [];
    let first = 0;
    for (const [name, , count] of groups) {
      if (!this.year || name.startsWith(this.year)) spans.push([first, first + count]);
      first += Math.ceil(count / PAGE) * PAGE;
    }
    return (number) => spans.some(([from, to]) => number >= from && number < to);
  }

  /** The next results; goes on through older reports where the others are shown. @param {number} count */
  async next(count) {
    while (this.older && this.shown >= this.hits.length) await this.back();
    const hits = this.hits.slice(this.shown, this.shown + count);
    const docs = await Promise.all(hits.map((hit) => this.index.record(hit)));
    this.shown += hits.length;
    return docs;
  }

  /** Whether there is more to show, or to search. */
  get more() {
    return this.shown < this.hits.length || this.older;
  }

  /** Queries of one word less that find something, else of one word. @returns {Promise<string[]>} */
  async fewer() {
    const words = this.terms.map(({ word }) => word);
    if (words.length < 2) return [];
    const sets = words.map((_, at) => words.filter((__, other) => other !== at));
    if (words.length > 2) sets.push(...words.map((word) => [word]));
    /** @type {string[]} */
    const found = [];
    for (const set of sets) {
      if (found.length && set.length < words.length - 1) break;
      const stems = this.terms.filter(({ word }) => set.includes(word)).map(({ stem }) => stem);
      for (const segment of this.done) {
        if ((await this.among(segment, [...stems, ...this.marks], 0)).length) {
          found.push(set.join(" "));
          break;
        }
      }
    }
    return found;
  }
}

/** A text in pieces, those that a search was for marked. @param {string} text @param {Word[]} terms
 * @returns {[text: string, marked: boolean][]} */
export function marked(text, terms) {
  return text.split(/([\p{L}\p{N}\p{M}]+)/u).map((piece, at) => {
    const word = at % 2 ? plain(piece) : "";
    return [piece, terms.some((term) => word && (word === term.word || (term.stem.length > 3 && word.includes(term.stem))))];
  });
}

/** Which words are left out, and families of words, as the page has them. @param {Record<string, string | undefined>} said
 * @returns {Language} */
export const language = ({ ignored = "", families = "" }) => ({
  ignored: ignored.split(" "),
  stems: new Map(families.split(",").flatMap((family) => {
    const [stem, ...forms] = family.split(" ");
    return forms.map((form) => /** @type {[string, string]} */ ([form, stem]));
  })),
});

/** Runs a search; if the site was published meanwhile, once more with all files anew.
 * @template T @param {Index} index @param {() => Promise<T>} work @returns {Promise<T>} */
export async function steady(index, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Stale)) throw error;
    index.renew();
    return work();
  }
}

/** @param {Document} page */
function run(page) {
  const form = /** @type {HTMLFormElement} */ (page.getElementById("pencarian"));
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const said = /** @type {HTMLElement} */ (page.getElementById("ucapan")).dataset;
  const status = /** @type {HTMLElement} */ (page.getElementById("jawaban"));
  const place = /** @type {HTMLElement} */ (page.getElementById("hasil"));
  const offers = /** @type {HTMLElement} */ (page.getElementById("saran"));
  const choices = [...form.querySelectorAll("select")];
  const root = form.dataset.root || "/";
  const title = page.title;
  const day = new Intl.DateTimeFormat(page.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  const count = new Intl.NumberFormat(page.documentElement.lang);
  const index = new Index(async (path, fresh) => {
    const answer = await fetch(form.action + path, { cache: fresh ? "reload" : path.includes("?") ? "default" : "no-cache" });
    if (!answer.ok) throw new Error(path);
    return answer.json();
  }, language(said));
  let turn = 0, asked = 0;

  /** @param {string} name @param {Record<string, string>} words */
  const say = (name, words = {}) => (said[name] || "").replace(/\{(\w+)\}/g, (_, key) => words[key]);
  /** @param {string} tag @param {string} text @param {string} kind */
  const element = (tag, text = "", kind = "") => {
    const made = page.createElement(tag);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  /** @param {string} text @param {() => void} act */
  const button = (text, act) => {
    const made = /** @type {HTMLButtonElement} */ (element("button", text, "button"));
    made.type = "button";
    made.onclick = act;
    return made;
  };
  /** @param {string} text @param {Word[]} terms */
  const pieces = (text, terms) => marked(text, terms).map(([piece, on]) => on ? element("mark", piece) : piece);
  /** @param {string} name @param {string} value */
  const label = (name, value) => choices.find((each) => each.name === name)?.querySelector(`option[value="${CSS.escape(value)}"]`)?.textContent || "";

  /** @param {Doc} doc @param {Word[]} terms */
  function row([url, heading, summary, date, kind], terms) {
    const made = element("li", "", "hit");
    const head = element("h2"), link = /** @type {HTMLAnchorElement} */ (element("a"));
    link.href = root + url.slice(1);
    link.append(...pieces(heading, terms));
    head.append(link);
    const about = element("p", "", "meta");
    const what = kind.startsWith("=") ? label("bentuk", kind.slice(1)) : [label("bentuk", "laporan"), label("jenis", kind)].filter(Boolean).join(" · ");
    about.append(element("strong", what));
    if (date) {
      const time = /** @type {HTMLTimeElement} */ (element("time", day.format(new Date(date))));
      time.dateTime = date;
      about.append(time);
    }
    if (kind !== "=unit") about.append(element("span", label("unit", url.split("/").slice(1, 3).join("/"))));
    made.append(about, head);
    if (summary) {
      const text = element("p", "", "summary");
      text.append(...pieces(summary, terms));
      made.append(text);
    }
    return made;
  }

  const filters = () => Object.fromEntries(choices.map((each) => [each.name, each.value]));

  /** @param {Search} search */
  function told(search) {
    const q = search.query.trim() || choices.filter((each) => each.value).map((each) => each.selectedOptions[0].text).join(", ");
    const n = search.hits.length;
    if (search.grammar) return say("grammar", { q });
    const name = !n ? "none" : search.older ? "found_so_far" : n === 1 ? "one" : "found";
    const to = search.terms.map(({ word }) => word).join(" ");
    const other = search.terms.some(({ word }, at) => word !== (search.typed || [])[at]);
    const instead = other && n ? say("instead", { q: (search.typed || []).filter((word, at) => word !== search.terms[at].word).join(" "), to }) + ". " : "";
    return instead + say(name, { q: other && n ? to : q, n: count.format(n) });
  }

  /** @param {Search} search @param {number} mine @param {boolean} further */
  async function show(search, mine, further) {
    const old = place.querySelector(".further");
    const docs = await search.next(ENOUGH);
    if (mine !== turn) return;
    old?.remove();
    let rows = place.querySelector("ol");
    if (!rows && docs.length) place.append(rows = /** @type {HTMLOListElement} */ (element("ol", "", "hits")));
    const made = docs.map((doc) => row(doc, search.terms));
    rows?.append(...made);
    if (search.more) {
      const older = search.shown >= search.hits.length;
      const next = button(say(older ? "older" : "more"), () => attempt(mine, () => show(search, mine, true)));
      next.classList.add("further");
      place.append(next);
    }
    status.textContent = told(search);
    if (further) made[0]?.querySelector("a")?.focus();
  }

  /** @param {number} mine @param {() => Promise<void>} work */
  async function attempt(mine, work) {
    place.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch {
      if (mine === turn) {
        status.textContent = say("failed") + " ";
        status.append(button(say("again"), () => search()));
      }
    }
    place.removeAttribute("aria-busy");
  }

  async function search() {
    const mine = ++turn, query = field.value, chosen = filters();
    offers.replaceChildren();
    place.replaceChildren();
    page.title = query.trim() ? `${query.trim()} · ${title}` : title;
    if (!query.trim() && !Object.values(chosen).some(Boolean)) {
      status.textContent = "";
      return;
    }
    status.textContent = say("searching");
    await attempt(mine, () => steady(index, async () => {
      const found = new Search(index, query, chosen);
      await found.start();
      if (mine !== turn) return;
      place.replaceChildren();
      await show(found, mine, false);
      if (mine === turn && !found.hits.length && !found.grammar) await none(found, mine, chosen);
    }));
  }

  /** @param {Search} search @param {number} mine @param {Record<string, string>} chosen */
  async function none(search, mine, chosen) {
    const less = await search.fewer();
    if (mine !== turn) return;
    const ways = less.map((query) => button(query, () => go(query)));
    if (ways.length) place.append(element("p", say("fewer")));
    if (Object.values(chosen).some(Boolean)) {
      ways.push(button(say("unfiltered"), () => {
        choices.forEach((each) => (each.value = ""));
        go(field.value);
      }));
    }
    const list = element("p", "", "buttons");
    list.append(...ways);
    place.append(list);
  }

  /** @param {string} query */
  function go(query) {
    field.value = query;
    const given = Object.entries({ q: query.trim(), ...filters() }).filter(([, value]) => value);
    const at = new URL(form.action);
    at.search = new URLSearchParams(given).toString();
    if (at.href !== location.href) history.pushState(null, "", at);
    search();
  }

  function restore() {
    const given = new URLSearchParams(location.search);
    field.value = given.get("q") || "";
    choices.forEach((each) => (each.value = given.get(each.name) || ""));
    const filtered = /** @type {HTMLDetailsElement | null} */ (form.querySelector("details"));
    if (filtered && choices.some((each) => each.value)) filtered.open = true;
    search();
  }

  async function suggest() {
    const mine = ++asked, words = field.value.split(/\s+/), last = plain(words.pop() || "");
    if ([...last].length < PREFIX) return offers.replaceChildren();
    let found = /** @type {string[]} */ ([]);
    try {
      found = await index.suggest(last);
    } catch { /* the search itself will say so */ }
    if (mine !== asked) return;
    offers.replaceChildren(...found.map((word) => {
      const item = element("li");
      item.append(button(word, () => go([...words, word].join(" "))));
      return item;
    }));
  }

  let wait = 0;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(suggest, 200);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(wait);
    asked++;
    go(field.value);
  });
  choices.forEach((each) => each.addEventListener("change", () => go(field.value)));
  addEventListener("popstate", restore);
  form.hidden = false;
  restore();
}

if (globalThis.document?.getElementById("pencarian")) run(document);
