// The documents of a page: PDF files with a title and a day, as a list of links.
// @ts-check
import { button, element, newId, the } from "./tulis-bagian.js";
import { oneLine, slugify } from "./tulis-berkas.js";

/** @typedef {import("./tulis.js").Form} Form */
/** A document is kept as photos are: its title as `alt`, its day as `caption`. @typedef {import("./tulis-berkas.js").Photo} Photo */
/** @typedef {import("./tulis-periksa.js").Fault} Fault */

export class Documents {
  /** @param {Form} form */
  constructor(form) {
    this.form = form;
    const picker = /** @type {HTMLInputElement} */ (the("dokumen-pilih"));
    const picked = () => {
      const files = [...(picker.files || [])];
      picker.value = "";
      if (files.length) form.reading = form.reading.then(() => this.add(files));
    };
    picker.addEventListener("change", picked);
    picked();
  }

  /** @param {File[]} files */
  async add(files) {
    const { rules, draft, drawer, blobs } = this.form, { bita_dokumen: limit, dokumen: most } = rules.data.batas, told = the("dokumen-pesan");
    told.replaceChildren();
    const trouble = (/** @type {string} */ text) => told.append(element("li", text, "stops"));
    for (const file of files) {
      if (draft.photos.length >= most) {
        trouble(rules.say("document_many", { n: most }));
        break;
      }
      const begin = new TextDecoder("latin1").decode(await file.slice(0, 5).arrayBuffer());
      if (begin !== "%PDF-") trouble(rules.say("document_kind", { file: file.name }));
      else if (file.size > limit) trouble(rules.say("document_large", { file: file.name, size: this.form.size(file.size), limit: this.form.size(limit) }));
      else {
        const id = newId().slice(0, 12);
        blobs.set(id, file);
        draft.photos.push({ id, name: file.name, alt: "", caption: "", size: file.size, width: 0, height: 0 });
        await drawer?.keepPhoto(id, file).catch(() => this.form.unkept.add(id));
      }
    }
    this.list();
    this.form.changed();
  }

  list() {
    the("dokumen-daftar").replaceChildren(...this.form.draft.photos.map((each) => this.row(each)));
  }

  /** @param {Photo} each */
  row(each) {
    const { rules } = this.form, row = element("li"), field = `photo-${each.id}`;
    row.dataset.name = field;
    const input = (/** @type {"alt" | "caption"} */ part, /** @type {string} */ label, /** @type {string} */ type) => {
      const made = document.createElement("input");
      made.id = `${part}-${each.id}`;
      made.type = type;
      made.value = each[part];
      made.autocomplete = "off";
      made.dataset.photo = each.id;
      made.dataset.part = part;
      if (type === "text") made.maxLength = 300;
      made.setAttribute("aria-describedby", `s-${field}`);
      const words = /** @type {HTMLLabelElement} */ (element("label", label));
      words.htmlFor = made.id;
      return [words, made];
    };
    const faults = element("ul", "", "faults"), side = element("div"), acts = element("p", "", "acts");
    faults.id = `s-${field}`;
    const off = button(rules.say("photo_off"), "plain off", () => this.remove(each.id));
    off.setAttribute("aria-label", rules.say("document_off", { title: each.alt || each.name }));
    acts.append(off);
    side.append(element("p", `${each.name} (${this.form.size(each.size)})`, "name"), ...input("alt", rules.say("document_title"), "text"), faults, ...input("caption", rules.say("document_day"), "date"), acts);
    row.append(element("span", "PDF", "badge"), side);
    return row;
  }

  /** @param {string} id */
  remove(id) {
    const { draft, blobs, drawer } = this.form;
    draft.photos = draft.photos.filter((each) => each.id !== id);
    blobs.delete(id);
    drawer?.dropPhoto(id).catch(() => {});
    this.list();
    the("dokumen-pilih").focus();
    this.form.changed();
  }

  /** The documents with the names of their files, and the line of the list for each. */
  files() {
    const { draft, rules } = this.form;
    /** @type {Set<string>} */
    const taken = new Set();
    return draft.photos.map(({ id, alt, caption, name }) => {
      const title = oneLine(alt), stem = slugify(title) || slugify(name.replace(/\.pdf$/i, "")) || "dokumen";
      let file = `${stem}.pdf`;
      for (let at = 2; taken.has(file); at++) file = `${stem}-${at}.pdf`;
      taken.add(file);
      const day = caption ? `, ${new Date(`${caption}T00:00:00Z`).toLocaleDateString(rules.data.bahasa, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })}` : "";
      return { id, file, line: `- [${title.replace(/[\\[\]]/g, "\\$&")}](${file})${day}` };
    });
  }

  /** @param {Fault[]} faults */
  checked(faults) {
    const { draft, rules } = this.form;
    const tell = (/** @type {string} */ field, /** @type {string} */ name) => faults.push({ code: "", field, stops: true, message: rules.say(name), hint: "" });
    if (!draft.photos.length) tell("documents", "document_none");
    for (const { id, alt } of draft.photos) if (!oneLine(alt)) tell(`photo-${id}`, "document_untitled");
  }
}
