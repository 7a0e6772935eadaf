// The page as it will look, made of the theme's own parts while somebody writes.
// @ts-check
import { count, oneLine, rupiah } from "./tulis-berkas.js";
import { figures } from "./tulis-foto.js";
import { addedFacts } from "./tulis-kota.js";
import { parsed, shown, words } from "./tulis-tampil.js";
import { Prose } from "./tulis-teks.js";

/** @typedef {import("./tulis-aturan.js").Rules} Rules */
/** @typedef {{rules: Rules, draft: import("./tulis-berkas.js").Draft, written: import("./tulis-berkas.js").Written, unit: import("./tulis.js").UnitRow | undefined, blobs: Map<string, Blob>}} Given */

/** @param {string} tag @param {string} kind @param {(Node | string)[]} inner */
function made(tag, kind, ...inner) {
  const each = document.createElement(tag);
  if (kind) each.className = kind;
  each.append(...inner);
  return each;
}

/** @param {HTMLElement} place @param {Given} given */
export async function preview(place, given) {
  const { rules, draft, written, unit, blobs } = given, { answers } = draft, lang = rules.data.bahasa;
  const text = (/** @type {string} */ name) => oneLine(answers[name] || "");
  if (!text("title") && !text("body") && !draft.photos.length) {
    place.replaceChildren(made("p", "empty", rules.say("preview_empty")));
    return;
  }
  const day = (/** @type {string} */ iso) => new Date(`${iso}T00:00:00Z`).toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const body = parsed(new Prose(rules, written.lines.filter((line) => line.field === "body").map((line) => line.text).join("\n")).text);
  const kicker = made("p", "kicker");
  if (answers.kind) kicker.append(made("span", `kind k-${answers.kind}`, rules.data.jenis[answers.kind] || ""), " ");
  kicker.append(made("time", "", day(written.day)));
  if (answers.status) kicker.append(" ", made("span", `state s-${answers.status}`, rules.data.status[answers.status] || ""));
  const head = made("header", "head", kicker, made("h3", "h1", text("title") || "…"));
  const summary = text("summary") || firstWords(rules, body);
  if (summary) head.append(made("p", "standfirst", summary));
  if (unit) head.append(made("p", "unit-line", made("span", "", unit[1], ...(unit[2] ? [made("span", "small", ` ${unit[2]}`)] : []))));
  const parts = [head];
  const facts = factsOf(given, day);
  if (facts.length) parts.push(made("dl", "facts", ...facts.map(([label, value]) => made("div", "", made("dt", "", label), made("dd", "", value)))));
  const [lead, ...rest] = await figures(rules, draft.photos, blobs);
  if (lead) parts.push(lead);
  parts.push(made("div", "prose", shown(body)));
  const outcome = [["result", rules.say("fact_result")], ["follow_up", rules.say("fact_follow_up")]].filter(([name]) => text(name));
  if (outcome.length) {
    parts.push(made("section", "outcome", made("dl", "", ...outcome.map(([name, label]) => made("div", "", made("dt", "", label), made("dd", "", text(name)))))));
  }
  if (rest.length) parts.push(made("div", "gallery", ...rest));
  if (draft.topics.length) parts.push(made("ul", "chips", ...draft.topics.map((topic) => made("li", "", made("span", "chip", rules.data.topik[topic] || topic)))));
  place.replaceChildren(made("article", "report", ...parts));
}

/** @param {Given} given @param {(iso: string) => string} day @returns {[string, string][]} */
function factsOf({ rules, draft, written }, day) {
  const { answers } = draft, number = new Intl.NumberFormat(rules.data.bahasa);
  const text = (/** @type {string} */ name) => oneLine(answers[name] || "");
  /** @type {[string, string][]} */
  const facts = [];
  const event = answers.event_date || written.day, end = answers.event_end;
  const when = [end && end > event ? `${day(event)} – ${day(end)}` : event === written.day && !text("time") ? "" : day(event), text("time")].filter(Boolean).join(", ");
  const [men, women, total] = ["men", "women", "total"].map((name) => text(name) ? count(rules, text(name)) : null);
  const all = total ?? (men === null && women === null ? null : (men || 0) + (women || 0));
  const money = text("budget") && rupiah(rules, text("budget"));
  if (text("place")) facts.push([rules.say("fact_place"), text("place")]);
  if (when) facts.push([rules.say("fact_time"), when]);
  if (all !== null) {
    const apart = men !== null && women !== null ? `, ${rules.say("men_women", { men: number.format(men), women: number.format(women) })}` : "";
    facts.push([rules.say("fact_participants"), rules.say("people", { n: number.format(all) }) + apart]);
  }
  if (money) facts.push([rules.say("fact_budget"), `Rp${number.format(BigInt(money))}${text("budget_source") ? `, ${text("budget_source")}` : ""}`]);
  facts.push(...addedFacts(rules, "laporan", answers));
  return facts;
}

/** What lists show of a text without a summary: the first words that are no greeting. @param {Rules} rules @param {import("./tulis-tampil.js").Node[]} body */
function firstWords(rules, body) {
  const most = rules.data.batas.huruf_ringkasan;
  for (const paragraph of body.filter(({ tag }) => tag === "p")) {
    const lines = words(paragraph.inner).split("\n").filter((line) => !rules.is("summary.greeting", line.trim().split(/\s+/).join(" ")) && !rules.is("summary.address", line.trim()));
    const said = lines.join(" ").trim().split(/\s+/).join(" ");
    if (said.length > most) return `${said.slice(0, said.lastIndexOf(" ", most)).replace(/[,;:]+$/, "")} …`;
    if (said) return said;
  }
  return "";
}
