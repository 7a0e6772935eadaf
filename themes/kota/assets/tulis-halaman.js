// A page that stays, with or without documents: its file, its checks, and how it will look.
// @ts-check
import { element } from "./tulis-bagian.js";
import { keysOf, oneLine, slugify } from "./tulis-berkas.js";
import { Documents } from "./tulis-dokumen.js";
import { People } from "./tulis-orang.js";
import { lacking, personal, teller, words } from "./tulis-periksa.js";
import { addedFacts } from "./tulis-kota.js";
import { parsed, shown } from "./tulis-tampil.js";
import { Prose } from "./tulis-teks.js";

/** @typedef {import("./tulis.js").Form} Form */
/** @typedef {import("./tulis.js").Kind} Kind */
/** @typedef {import("./tulis-berkas.js").Written} Written */
/** @typedef {import("./tulis-berkas.js").WrittenLine} WrittenLine */

/** @param {Form} form @returns {Kind} */
export function begun(form) {
  const { rules } = form, people = new People(rules), name = form.room.dataset.form || "halaman";
  const documents = name === "dokumen" ? new Documents(form) : null;

  /** @param {string} today @returns {Written} */
  const written = (today) => {
    const { answers } = form.draft, slug = slugify(oneLine(answers.title || "")) || name;
    const files = documents?.files() || [];
    /** @type {WrittenLine[]} */
    const lines = [{ text: "---", field: "" }, ...keysOf(rules, name, answers, []), { text: `diperbarui: ${today}`, field: "" }, { text: "---", field: "" }, { text: "", field: "" }];
    const body = (answers.body || "").replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+/, "").trimEnd();
    if (body) for (const text of body.split("\n")) lines.push({ text, field: "body" });
    if (body && files.length) lines.push({ text: "", field: "" });
    for (const { id, line } of files) lines.push({ text: line, field: `photo-${id}` });
    return {
      path: `halaman/${slug}.md`, day: "", lines, text: lines.map(({ text }) => `${text}\n`).join(""), values: {},
      kind: documents ? "pdf" : "halaman", photos: files.map(({ id, file }) => ({ id, file, path: `halaman/${file}` })),
    };
  };

  return {
    restored: () => documents?.list(),
    empty: () => !form.draft.photos.length,
    written,
    checked(made, today) {
      const { faults, tell } = teller(rules, form.draft, name);
      lacking(rules, form.draft, name, tell);
      words({ rules, draft: form.draft, written: made, today }, tell);
      documents?.checked(faults);
      personal({ rules, people, written: made }, tell);
      return documents ? faults.filter(({ code }) => code !== "M002") : faults;
    },
    preview(place, { lines }) {
      const { answers } = form.draft, title = oneLine(answers.title || "");
      const text = lines.slice(lines.findIndex((line, at) => at && line.text === "---") + 1).map((line) => line.text).join("\n").trim();
      if (!title && !text) return place.replaceChildren(element("p", rules.say("other_empty"), "empty"));
      const head = element("header", "", "head"), prose = element("div", "", "prose"), made = element("article", "", "page");
      head.append(element("h3", title || "…", "h1"));
      if (oneLine(answers.summary || "")) head.append(element("p", oneLine(answers.summary), "standfirst"));
      if (form.unit) head.append(element("p", form.unit[1], "unit-line"));
      prose.append(shown(parsed(new Prose(rules, text).text)));
      const facts = element("dl", "", "facts");
      for (const [label, value] of addedFacts(rules, name, answers)) {
        const fact = element("div");
        fact.append(element("dt", label), element("dd", value));
        facts.append(fact);
      }
      made.append(head, ...(facts.children.length ? [facts] : []), prose);
      place.replaceChildren(made);
    },
    ready: (size) => rules.say("other_ready", { size }),
    subject: () => rules.say("subject_other", { unit: form.unit?.[1] || "", title: oneLine(form.draft.answers.title || "") }),
  };
}
