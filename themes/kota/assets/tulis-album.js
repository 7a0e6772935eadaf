// The photos of a report or a page: read from the phone, listed with their texts, put in order.
// @ts-check
import { button, element, newId, the } from "./tulis-bagian.js";
import { isHeic, pictured, redrawn } from "./tulis-foto.js";

/** @typedef {import("./tulis.js").Form} Form */
/** @typedef {import("./tulis-berkas.js").Photo} Photo */

const THUMB = 240;

export class Album {
  /** @param {Form} form */
  constructor(form) {
    this.form = form;
    const picker = /** @type {HTMLInputElement} */ (the("foto-pilih"));
    const picked = () => {
      const files = [...(picker.files || [])];
      picker.value = "";
      if (files.length) form.reading = form.reading.then(() => this.add(files));
    };
    picker.addEventListener("change", picked);
    picked(); // what was chosen while this was loading
  }

  get draft() {
    return this.form.draft;
  }

  /** @param {string} name @param {Record<string, string | number>} [values] */
  say(name, values) {
    return this.form.say(name, values);
  }

  /** @param {File[]} files */
  async add(files) {
    const { sisi_foto: side, bita_foto: bytes, foto: most } = this.form.rules.data.batas;
    const faults = the("foto-pesan");
    faults.replaceChildren();
    const trouble = (/** @type {string} */ text) => faults.append(element("li", text, "stops"));
    for (const [at, file] of files.entries()) {
      if (this.draft.photos.length >= most) {
        trouble(this.say("photo_many", { n: most }));
        break;
      }
      if (this.draft.photos.some((photo) => photo.name === `${file.name}/${file.size}/${file.lastModified}`)) {
        trouble(this.say("photo_twice", { file: file.name }));
        continue;
      }
      the("foto-kata").textContent = this.say("photo_reading", { n: at + 1, all: files.length });
      try {
        const { blob, width, height } = await redrawn(file, side, bytes);
        const id = newId().slice(0, 12);
        this.form.blobs.set(id, blob);
        this.draft.photos.push({ id, name: `${file.name}/${file.size}/${file.lastModified}`, alt: "", caption: "", size: blob.size, width, height });
        await this.form.drawer?.keepPhoto(id, blob).catch(() => this.form.unkept.add(id));
        await this.addRow(this.draft.photos[this.draft.photos.length - 1]);
      } catch {
        if (isHeic(file)) {
          const [, message, hint] = this.form.rules.data.pesan.G007;
          trouble(`${message.replace("{file}", file.name).replace("{reason}", this.say("photo_heic"))}. ${this.say("next_step", { hint })}`);
        } else trouble(this.say("photo_broken", { file: file.name }));
      }
    }
    this.words();
    this.form.changed();
  }

  words() {
    const { photos } = this.draft, size = this.form.size(photos.reduce((sum, photo) => sum + photo.size, 0));
    the("foto-kata").textContent = !photos.length ? this.say("photo_none") : photos.length === 1 ? this.say("photo_one", { size }) : this.say("photo_added", { n: photos.length, size });
    the("foto-contoh").hidden = !photos.length;
    [...the("foto-daftar").children].forEach((row, at) => {
      const part = (/** @type {string} */ kind) => /** @type {HTMLElement} */ (row.querySelector(kind));
      part(".name").textContent = at ? this.say("photo_name", { n: at + 1 }) : this.say("photo_first");
      part(".up").hidden = at === 0;
      part(".up").setAttribute("aria-label", this.say("photo_up_of", { n: at + 1 }));
      part(".off").setAttribute("aria-label", this.say("photo_off_of", { n: at + 1 }));
    });
  }

  list() {
    this.form.reading = this.form.reading.then(async () => {
      the("foto-daftar").replaceChildren(); // in turn: photos that are being added have rows already
      for (const photo of this.draft.photos) await this.addRow(photo);
      this.words();
    });
  }

  /** @param {Photo} photo */
  async addRow(photo) {
    const blob = /** @type {Blob} */ (this.form.blobs.get(photo.id)), field = `photo-${photo.id}`;
    const row = element("li");
    row.dataset.name = field;
    const picture = await pictured(blob, THUMB, "");
    picture.setAttribute("aria-hidden", "true");
    picture.removeAttribute("role");
    const name = element("p", "", "name");
    name.id = `name-${photo.id}`;
    const input = (/** @type {"alt" | "caption"} */ part, /** @type {string} */ text) => {
      const made = document.createElement(part === "alt" ? "textarea" : "input"), label = /** @type {HTMLLabelElement} */ (element("label", text));
      made.id = `${part}-${photo.id}`;
      made.value = photo[part];
      made.autocomplete = "off";
      made.maxLength = 500;
      if (made instanceof HTMLTextAreaElement) made.rows = 2;
      made.dataset.photo = photo.id;
      made.dataset.part = part;
      label.htmlFor = made.id;
      label.id = `l-${made.id}`;
      made.setAttribute("aria-labelledby", `${name.id} ${label.id}`);
      if (part === "alt") made.setAttribute("aria-describedby", `foto-contoh s-${field}`);
      return [label, made];
    };
    const faults = element("ul", "", "faults");
    faults.id = `s-${field}`;
    const head = element("div"), side = element("div", "", "wide"), acts = element("p", "", "acts");
    acts.append(button(this.say("photo_up"), "plain up", () => this.move(photo.id)), button(this.say("photo_off"), "plain off", () => this.remove(photo.id)));
    head.append(name, acts);
    const more = /** @type {HTMLDetailsElement} */ (element("details")), [label, caption] = input("caption", this.say("photo_caption"));
    label.className = "unseen";
    more.append(element("summary", this.say("photo_caption")), label, caption);
    more.open = Boolean(photo.caption);
    side.append(...input("alt", this.say("photo_alt")), faults, more);
    row.append(picture, head, side);
    the("foto-daftar").append(row);
    this.words();
  }

  /** @param {string} id */
  move(id) {
    const { photos } = this.draft, at = photos.findIndex((photo) => photo.id === id);
    photos.unshift(...photos.splice(at, 1));
    const list = the("foto-daftar");
    list.prepend(list.children[at]);
    this.words();
    the(`alt-${id}`).focus();
    this.form.changed();
  }

  /** @param {string} id */
  remove(id) {
    const at = this.draft.photos.findIndex((photo) => photo.id === id);
    this.draft.photos.splice(at, 1);
    this.form.blobs.delete(id);
    this.form.drawer?.dropPhoto(id).catch(() => {});
    the("foto-daftar").children[at].remove();
    this.words();
    the("foto-pilih").focus();
    this.form.changed();
  }
}
