// A page that stays, with photos or with documents: its file, its checks, and how it will look.
// @ts-check
import { Album } from "./tulis-album.js";
import { element } from "./tulis-bagian.js";
import { keysOf, oneLine, slugify } from "./tulis-berkas.js";
import { Documents } from "./tulis-dokumen.js";
import { People } from "./tulis-orang.js";
import { figures } from "./tulis-foto.js";
import { addedFacts } from "./tulis-kota.js";
import { keysEnd, lacking, personal, photos, teller, words } from "./tulis-periksa.js";
import { parsed, shown } from "./tulis-tampil.js";
import { Prose } from "./tulis-teks.js";

/** @typedef {import("./tulis.js").Form} Form */
/** @typedef {import("./tulis.js").Kind} Kind */
/** @typedef {import("./tulis-berkas.js").Written} Written */
/** @typedef {import("./tulis-berkas.js").WrittenLine} WrittenLine */

/** Words in a text as they stand, whatever signs are in them. @param {string} text */
const literally = (text) => oneLine(text).replace(/[\\`*_[\]<>&~"]/g, "\\$&");

/** A photo as a paragraph of the text. @param {import("./tulis-berkas.js").Photo} photo @param {string} file */
function pictureLine({ id, alt, caption }, file) {
  const title = oneLine(caption) ? ` "${literally(caption)}"` : "";
  return { id, file, line: `![${literally(alt)}](${file}${title})` };
}

/** @param {Form} form @returns {Kind} */
export function begun(form) {
  const { rules } = form, people = new People(rules), name = form.room.dataset.form || "halaman";
  const documents = name === "dokumen" ? new Documents(form) : null, album = documents ? null : new Album(form);

  /** @param {string} today @returns {Written} */
  const written = (today) => {
    const { answers, photos: added } = form.draft, slug = slugify(oneLine(answers.title || "")) || name;
    const files = documents?.files() || added.map((photo, at) => pictureLine(photo, `${slug}${at ? `-${at + 1}` : ""}.jpg`));
    const body = (answers.body || "").replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+/, "").trimEnd();
    const text = body ? [body.split("\n").map((each) => ({ text: each, field: "body" }))] : [];
    const beside = files.map(({ id, line }) => [{ text: line, field: `photo-${id}` }]);
    // Documents are one list; each photo is a paragraph, and the first one stands above the text.
    const parts = documents ? [...text, beside.flat()] : [...beside.slice(0, 1), ...text, ...beside.slice(1)];
    /** @type {WrittenLine[]} */
    const lines = [{ text: "---", field: "" }, ...keysOf(rules, name, answers, []), { text: `diperbarui: ${today}`, field: "" }, { text: "---", field: "" }];
    for (const part of parts.filter((each) => each.length)) lines.push({ text: "", field: "" }, ...part);
    return {
      path: `halaman/${slug}.md`, day: "", lines, text: lines.map(({ text }) => `${text}\n`).join(""), values: {},
      kind: documents ? "pdf" : "halaman", photos: files.map(({ id, file }) => ({ id, file, path: `halaman/${file}` })),
    };
  };

  return {
    restored: () => (documents || album)?.list(),
    empty: () => !form.draft.photos.length,
    written,
    checked(made, today) {
      const { faults, tell } = teller(rules, form.draft, name);
      lacking(rules, form.draft, name, tell);
      words({ rules, draft: form.draft, written: made, today }, tell);
      if (documents) documents.checked(faults);
      else photos({ rules, draft: form.draft, written: made }, tell);
      personal({ rules, people, written: made }, tell);
      return documents || form.draft.photos.length ? faults.filter(({ code }) => code !== "M002") : faults;
    },
    async preview(place, { lines }) {
      const { answers, photos: added } = form.draft, title = oneLine(answers.title || "");
      const text = lines.slice(keysEnd(lines)).filter(({ field }) => documents || !field.startsWith("photo-")).map((line) => line.text).join("\n").trim();
      if (!title && !text && !added.length) return place.replaceChildren(element("p", rules.say("other_empty"), "empty"));
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
      const [lead, ...rest] = documents ? [] : await figures(rules, added, form.blobs);
      if (lead) prose.prepend(lead);
      prose.append(...rest);
      made.append(head, ...(facts.children.length ? [facts] : []), prose);
      place.replaceChildren(made);
    },
    ready: (size) => rules.say("other_ready", { size }),
    subject: () => rules.say("subject_other", { unit: form.unit?.[1] || "", title: oneLine(form.draft.answers.title || "") }),
  };
}
