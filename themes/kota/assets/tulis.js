// The form for offices at /tulis/: asks, keeps a draft, shows the page, checks, and makes one parcel to send.
// @ts-check
import { Rules } from "./tulis-aturan.js";
import { oneLine, written } from "./tulis-berkas.js";
import { isHeic, pictured, redrawn } from "./tulis-foto.js";
import { parcel, parcelId } from "./tulis-kirim.js";
import { preview } from "./tulis-lihat.js";
import { People } from "./tulis-orang.js";
import { checked, mayBeOwn } from "./tulis-periksa.js";
import { Drawer, keepUnit, knownUnit } from "./tulis-simpan.js";

/** @typedef {import("./tulis-berkas.js").Draft} Draft */
/** @typedef {import("./tulis-berkas.js").Photo} Photo */
/** @typedef {import("./tulis-periksa.js").Fault} Fault */
/** @typedef {[key: string, name: string, above: string]} UnitRow */

const PAUSE = 300, SHOWN_UNITS = 8, THUMB = 240;

const form = /** @type {HTMLFormElement} */ (document.getElementById("tulis"));
/** @template {HTMLElement} T @param {string} id @returns {T} */
const the = (id) => /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));
/** @param {string} tag @param {string} [text] @param {string} [kind] */
function element(tag, text, kind) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}
/** @param {string} text @param {string} kind @param {() => void} act */
function button(text, kind, act) {
  const made = /** @type {HTMLButtonElement} */ (element("button", text, kind));
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
const today = () => {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
};
/** @returns {Draft} */
const blank = () => ({ unit: "", answers: { event_date: today() }, topics: [], photos: [], own: false, since: "" });
/** @param {string} text */
const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

class Form {
  /** @param {Rules} rules @param {UnitRow[]} units @param {Drawer | null} drawer */
  constructor(rules, units, drawer) {
    this.rules = rules;
    this.units = units;
    this.drawer = drawer;
    this.people = new People(rules);
    /** @type {Draft} */
    this.draft = blank();
    /** @type {Map<string, Blob>} */
    this.blobs = new Map();
    /** @type {Set<string>} */
    this.touched = new Set();
    /** @type {Fault[]} */
    this.faults = [];
    /** @type {File | null} */
    this.file = null;
    this.tried = false;
    this.turn = 0;
    this.id = parcelId();
    /** @type {Promise<void>} */
    this.reading = Promise.resolve();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.number = new Intl.NumberFormat(rules.data.bahasa, { maximumFractionDigits: 1 });
  }

  /** @param {string} name @param {Record<string, string | number>} [values] */
  say(name, values) {
    return this.rules.say(name, values);
  }

  /** @param {number} bytes */
  size(bytes) {
    return bytes < 1_000_000 ? this.say("size", { n: this.number.format(Math.ceil(bytes / 1024)) }) : this.say("size_mb", { n: this.number.format(bytes / 1_048_576) });
  }

  async start() {
    await this.restore();
    const asked = new URLSearchParams(location.search).get("unit") || this.draft.unit || knownUnit();
    this.choose(this.units.some(([key]) => key === asked) ? asked : "", false);
    this.listen();
    this.fill();
    this.photoList();
    form.hidden = false;
    this.update();
    this.keepOffline();
  }

  async restore() {
    if (!this.drawer) return this.tell("keadaan", this.say("draft_unkept"));
    try {
      const found = await this.drawer.draft();
      if (!found) return;
      this.draft = { ...blank(), ...found };
      for (const photo of [...this.draft.photos]) {
        const blob = await this.drawer.photo(photo.id);
        if (blob) this.blobs.set(photo.id, blob);
        else this.draft.photos = this.draft.photos.filter((each) => each !== photo);
      }
      if (found.since) this.tell("keadaan", this.say("draft_back", { day: new Date(found.since).toLocaleString(this.rules.data.bahasa, { dateStyle: "long", timeStyle: "short" }) }));
    } catch {
      this.drawer = null;
      this.tell("keadaan", this.say("draft_unkept"));
    }
  }

  /** @param {string} id @param {string} text @param {boolean} [stops] */
  tell(id, text, stops = false) {
    const place = the(id);
    place.classList.toggle("stops", stops);
    place.textContent = text;
    place.hidden = !text;
  }

  listen() {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.answered(event));
    form.addEventListener("change", (event) => {
      const name = this.nameOf(event.target);
      if (name) this.touched.add(name);
      this.soon();
    });
    the("i-body").addEventListener("paste", () => this.touched.add("body"));
    the("unit-cari").addEventListener("input", () => this.offer());
    the("unit-cari").addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      /** @type {HTMLButtonElement | null} */ (the("unit-daftar").querySelector("button"))?.click();
    });
    the("unit-ganti").addEventListener("click", () => {
      this.choose("", false);
      the("unit-cari").focus();
    });
    const picker = /** @type {HTMLInputElement} */ (the("foto-pilih"));
    picker.addEventListener("change", () => {
      const files = [...(picker.files || [])];
      picker.value = "";
      this.reading = this.reading.then(() => this.addPhotos(files));
    });
    the("bagikan").addEventListener("click", () => this.share());
    the("unduh").addEventListener("click", () => this.download());
    the("baru").addEventListener("click", () => this.fresh());
    addEventListener("offline", () => this.tell("keadaan", this.say("offline"), true));
    addEventListener("online", () => this.tell("keadaan", this.say("online")));
    addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.keep());
  }

  /** @param {EventTarget | null} target */
  nameOf(target) {
    return target instanceof HTMLElement ? /** @type {HTMLElement | null} */ (target.closest("[data-name]"))?.dataset.name || "" : "";
  }

  /** @param {Event} event */
  answered({ target }) {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)) return;
    if (target.dataset.photo) {
      const photo = this.draft.photos.find(({ id }) => id === target.dataset.photo);
      if (photo) photo[target.dataset.part === "caption" ? "caption" : "alt"] = target.value;
    } else if (target.id === "milik-kantor") this.draft.own = /** @type {HTMLInputElement} */ (target).checked;
    else if (target.name === "topics") this.draft.topics = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[name=topics]:checked")]).map(({ value }) => value);
    else if (target.type === "checkbox") this.draft.answers[target.name] = /** @type {HTMLInputElement} */ (target).checked ? "ya" : "";
    else if (target.name) this.draft.answers[target.name] = target.value;
    this.soon();
  }

  fill() {
    for (const each of form.elements) {
      if (each instanceof HTMLInputElement && each.name === "topics") each.checked = this.draft.topics.includes(each.value);
      else if (each instanceof HTMLInputElement && each.type === "checkbox") each.checked = this.draft.answers[each.name] === "ya";
      else if ((each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement || each instanceof HTMLSelectElement) && each.name) each.value = this.draft.answers[each.name] || "";
    }
    for (const group of form.querySelectorAll("details")) {
      group.open = [.../** @type {NodeListOf<HTMLInputElement>} */ (group.querySelectorAll("[name]"))].some((each) => each.type === "checkbox" ? each.checked : each.value);
    }
  }

  /** @param {string} key @param {boolean} moves */
  choose(key, moves) {
    const row = this.units.find(([each]) => each === key);
    this.draft.unit = key;
    the("unit-pilih").hidden = Boolean(row);
    the("unit-kini").hidden = !row;
    if (row) {
      the("unit-nama").textContent = row[1];
      the("unit-induk").textContent = row[2];
      keepUnit(key);
      if (moves) the("unit-ganti").focus();
    } else {
      /** @type {HTMLInputElement} */ (the("unit-cari")).value = "";
      the("unit-daftar").replaceChildren();
    }
    this.soon();
  }

  offer() {
    const typed = folded(/** @type {HTMLInputElement} */ (the("unit-cari")).value).trim(), words = typed.split(/\s+/);
    const found = typed ? this.units.filter(([key, name, above]) => words.every((word) => folded(`${name} ${above} ${key}`).includes(word))) : [];
    // A name that begins like this first.
    const begins = (/** @type {UnitRow} */ row) => folded(row[1]).split(" ").some((word) => word.startsWith(words[0])) ? 0 : 1;
    found.sort((a, b) => begins(a) - begins(b));
    the("unit-daftar").replaceChildren(...found.slice(0, SHOWN_UNITS).map(([key, name, above]) => {
      const row = element("li"), made = button(name, "choice", () => this.choose(key, true));
      if (above) made.append(element("span", above, "hint"));
      row.append(made);
      return row;
    }));
    const more = found.length - SHOWN_UNITS;
    the("unit-kata").textContent = !typed ? "" : !found.length ? this.say("unit_none") : more > 0 ? this.say("unit_more", { n: more }) : "";
  }

  /** @param {File[]} files */
  async addPhotos(files) {
    const { sisi_foto: side, bita_foto: bytes, foto: most } = this.rules.data.batas;
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
        const id = parcelId().slice(0, 12);
        this.blobs.set(id, blob);
        this.draft.photos.push({ id, name: `${file.name}/${file.size}/${file.lastModified}`, alt: "", caption: "", size: blob.size, width, height });
        await this.drawer?.keepPhoto(id, blob).catch(() => {});
        await this.addRow(this.draft.photos[this.draft.photos.length - 1]);
      } catch {
        if (isHeic(file)) {
          const [, message, hint] = this.rules.data.pesan.G007;
          trouble(`${message.replace("{file}", file.name).replace("{reason}", this.say("photo_heic"))}. ${this.say("next_step", { hint })}`);
        } else trouble(this.say("photo_broken", { file: file.name }));
      }
    }
    this.photoWords();
    this.soon();
  }

  photoWords() {
    const { photos } = this.draft, size = this.size(photos.reduce((sum, photo) => sum + photo.size, 0));
    the("foto-kata").textContent = !photos.length ? this.say("photo_none") : photos.length === 1 ? this.say("photo_one", { size }) : this.say("photo_added", { n: photos.length, size });
    [...the("foto-daftar").children].forEach((row, at) => {
      const part = (/** @type {string} */ kind) => /** @type {HTMLElement} */ (row.querySelector(kind));
      part(".name").textContent = at ? this.say("photo_name", { n: at + 1 }) : this.say("photo_first");
      part(".up").hidden = at === 0;
      part(".up").setAttribute("aria-label", this.say("photo_up_of", { n: at + 1 }));
      part(".off").setAttribute("aria-label", this.say("photo_off_of", { n: at + 1 }));
    });
  }

  photoList() {
    the("foto-daftar").replaceChildren();
    this.reading = this.reading.then(async () => {
      for (const photo of this.draft.photos) await this.addRow(photo);
      this.photoWords();
    });
  }

  /** @param {Photo} photo */
  async addRow(photo) {
    const blob = /** @type {Blob} */ (this.blobs.get(photo.id)), field = `photo-${photo.id}`;
    const row = element("li");
    row.dataset.name = field;
    const picture = await pictured(blob, THUMB, "");
    picture.setAttribute("aria-hidden", "true");
    picture.removeAttribute("role");
    const side = element("div");
    const input = (/** @type {"alt" | "caption"} */ part, /** @type {string} */ label, /** @type {string} */ hint) => {
      const made = document.createElement(part === "alt" ? "textarea" : "input");
      made.id = `${part}-${photo.id}`;
      made.value = photo[part];
      made.autocomplete = "off";
      made.maxLength = 500;
      if (made instanceof HTMLTextAreaElement) made.rows = 2;
      made.dataset.photo = photo.id;
      made.dataset.part = part;
      const words = /** @type {HTMLLabelElement} */ (element("label", label));
      words.htmlFor = made.id;
      /** @type {HTMLElement[]} */
      const parts = [words];
      if (hint) {
        const more = element("p", hint, "hint");
        more.id = `b-${made.id}`;
        made.setAttribute("aria-describedby", `${more.id} s-${field}`);
        parts.push(more);
      }
      return [...parts, made];
    };
    const faults = element("ul", "", "faults");
    faults.id = `s-${field}`;
    const acts = element("p", "", "acts");
    acts.append(button(this.say("photo_up"), "plain up", () => this.movePhoto(photo.id)), button(this.say("photo_off"), "plain off", () => this.removePhoto(photo.id)));
    const more = /** @type {HTMLDetailsElement} */ (element("details")), [label, caption] = input("caption", this.say("photo_caption"), "");
    const summary = element("summary", this.say("photo_caption"));
    label.className = "unseen";
    more.append(summary, label, caption);
    more.open = Boolean(photo.caption);
    side.append(element("p", "", "name"), ...input("alt", this.say("photo_alt"), this.say("photo_example", { example: form.dataset.example || "" })), faults, more, acts);
    row.append(picture, side);
    the("foto-daftar").append(row);
    this.photoWords();
  }

  /** @param {string} id */
  movePhoto(id) {
    const { photos } = this.draft, at = photos.findIndex((photo) => photo.id === id);
    photos.unshift(...photos.splice(at, 1));
    const list = the("foto-daftar");
    list.prepend(list.children[at]);
    this.photoWords();
    the(`alt-${id}`).focus();
    this.soon();
  }

  /** @param {string} id */
  removePhoto(id) {
    const at = this.draft.photos.findIndex((photo) => photo.id === id);
    this.draft.photos.splice(at, 1);
    this.blobs.delete(id);
    this.drawer?.dropPhoto(id).catch(() => {});
    the("foto-daftar").children[at].remove();
    this.photoWords();
    the("foto-pilih").focus();
    this.soon();
  }

  soon() {
    this.file = null; // what was made is of an earlier draft
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.update(), PAUSE);
  }

  /** Looks through all of it again, shows it, keeps it, and makes the parcel ready for the tap that sends it. */
  async update() {
    clearTimeout(this.timer);
    const mine = ++this.turn, { rules, draft, people } = this;
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-only]"))) each.hidden = each.dataset.only !== draft.answers.kind;
    const made = written(rules, draft, today());
    const names = this.units.map(([, name]) => name);
    this.faults = checked({ rules, people, draft, written: made, today: today(), names });
    this.showFaults();
    preview(the("lihat"), { rules, draft, written: made, unit: this.units.find(([key]) => key === draft.unit), blobs: this.blobs });
    this.keep();
    this.file = null;
    the("siap").textContent = "";
    const stops = this.faults.some((fault) => fault.stops) || !draft.unit;
    const file = stops ? null : await parcel({ unit: draft.unit, written: made, blob: (id) => this.blobs.get(id), id: this.id, now: new Date(), version: rules.data.versi });
    if (mine !== this.turn) return;
    this.file = file;
    if (file) the("siap").textContent = this.say("ready", { n: draft.photos.length, size: this.size(file.size) });
    const probe = file || new File(["x"], "kiriman.zip", { type: "application/zip" });
    the("bagikan").hidden = !navigator.canShare?.({ files: [probe] });
    the("unduh").classList.toggle("main", the("bagikan").hidden);
    form.dataset.turn = String(mine);
  }

  keep() {
    const { draft } = this;
    const empty = !draft.photos.length && !draft.topics.length && Object.entries(draft.answers).every(([name, text]) => name === "event_date" || !text.trim());
    if (!this.drawer || empty) return;
    draft.since = new Date().toISOString();
    this.drawer.keep(draft).then(() => the("draf").textContent = this.say("draft_kept"), () => the("draf").textContent = this.say("draft_unkept"));
  }

  showFaults() {
    /** @type {Map<string, Fault[]>} */
    const by = new Map();
    for (const fault of this.faults) by.set(fault.field, [...(by.get(fault.field) || []), fault]);
    for (const list of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("ul.faults[id^='s-']"))) {
      const field = list.id.slice(2);
      const shown = (by.get(field) || []).filter((fault) => this.tried || this.touched.has(field) || fault.code[0] === "P");
      const rows = shown.map((fault) => {
        const row = element("li", "", fault.stops ? "stops" : "");
        row.append(quotes(element("strong"), upper(fault.message)), " ", quotes(element("span"), this.say("next_step", { hint: upper(fault.hint) })));
        return row;
      });
      if (shown.some((fault) => fault.stops && mayBeOwn(fault)) || (this.draft.own && shown.some(mayBeOwn))) rows.push(this.ownTick());
      if (list.textContent !== rows.map((row) => row.textContent).join("")) list.replaceChildren(...rows);
      const control = /** @type {HTMLElement | null} */ (list.closest("[data-name]")?.querySelector("input:not([type=checkbox]), textarea, select"));
      control?.toggleAttribute("aria-invalid", shown.some((fault) => fault.stops));
      if (control?.hasAttribute("aria-invalid")) control.setAttribute("aria-invalid", "true");
    }
    this.summary();
  }

  ownTick() {
    const row = element("li", "", "own"), label = element("label"), tick = document.createElement("input");
    tick.type = "checkbox";
    tick.id = "milik-kantor";
    tick.checked = this.draft.own;
    label.append(tick, this.say("own_number"));
    row.append(label);
    return row;
  }

  summary() {
    const place = the("periksa");
    if (!this.tried) return place.replaceChildren();
    const stops = this.faults.filter((fault) => fault.stops), others = this.faults.filter((fault) => !fault.stops);
    const parts = [];
    for (const [faults, name] of /** @type {[Fault[], string][]} */ ([[stops, "problems_stop"], [others, "problems_warn"]])) {
      if (!faults.length) continue;
      const list = element("ul", "", `found ${name === "problems_stop" ? "stops" : ""}`);
      for (const fault of faults) {
        const row = element("li"), link = /** @type {HTMLAnchorElement} */ (quotes(element("a"), upper(fault.message)));
        link.href = `#${this.controlOf(fault.field)}`;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          this.go(fault.field);
        });
        row.append(link);
        list.append(row);
      }
      parts.push(element("h3", this.say(faults.length === 1 ? `${name}_one` : name, { n: faults.length })), list);
    }
    if (!parts.length) parts.push(element("p", this.say("problems_none"), "good"));
    place.replaceChildren(...parts);
  }

  /** @param {string} field */
  controlOf(field) {
    return field.startsWith("photo-") ? `alt-${field.slice(6)}` : `i-${field}`;
  }

  /** @param {string} field */
  go(field) {
    const room = form.querySelector(`[data-name="${field}"]`), folds = room?.closest("details");
    if (folds) folds.open = true;
    const control = /** @type {HTMLElement | null} */ (room?.querySelector("textarea, input, select"));
    control?.focus();
    control?.scrollIntoView({ block: "center" });
  }

  /** The parcel, or null where something has to be done first, which is told. */
  async made() {
    this.tried = true;
    await this.reading;
    if (!this.file) await this.update();
    else this.showFaults();
    if (!this.draft.unit) {
      this.tell("terkirim", this.say("unit_first"), true);
      the("unit-cari").focus();
      return null;
    }
    if (this.file) return this.file;
    this.tell("terkirim", this.say("not_yet"), true);
    /** @type {HTMLElement | null} */ (the("periksa").querySelector("a"))?.focus();
    return null;
  }

  async share() {
    // A browser lets a page share only right after a tap: what is ready is not made again.
    const file = this.file && !this.faults.some((fault) => fault.stops) ? this.file : await this.made();
    if (!file) return;
    const unit = this.units.find(([key]) => key === this.draft.unit)?.[1] || "";
    try {
      await navigator.share({ files: [file], title: this.say("subject", { unit, title: oneLine(this.draft.answers.title) }) });
      this.tell("terkirim", this.say("shared"));
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") this.tell("terkirim", this.say("share_failed"), true);
    }
  }

  async download() {
    const file = await this.made();
    if (!file) return;
    const link = /** @type {HTMLAnchorElement} */ (element("a"));
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.tell("terkirim", this.say("made", { file: file.name, size: this.size(file.size) }));
    the("alamat").classList.add("now");
  }

  async fresh() {
    if (confirm(this.say("fresh_sure"))) await this.clear();
  }

  /** Begins anew with the same unit; nothing of the draft stays. */
  async clear() {
    const { unit } = this.draft;
    this.draft = { ...blank(), unit };
    this.blobs.clear();
    this.touched.clear();
    this.tried = false;
    this.id = parcelId();
    await this.drawer?.empty().catch(() => {});
    this.tell("terkirim", "");
    this.tell("keadaan", "");
    the("draf").textContent = "";
    this.fill();
    this.photoList();
    await this.update();
    the("foto-pilih").focus();
    scrollTo(0, 0);
  }

  async keepOffline() {
    const { worker = "", rules = "", units = "" } = form.dataset;
    if (!navigator.serviceWorker) return;
    try {
      await navigator.serviceWorker.register(worker);
      const { active } = await navigator.serviceWorker.ready;
      const linked = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=modulepreload]"));
      const scripts = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\.(?:js|css)$/.test(new URL(name).pathname));
      const wanted = [location.pathname, rules, units, ...[...linked].map(({ href }) => href), ...scripts].map((each) => new URL(each, location.href).href);
      const channel = new MessageChannel();
      channel.port1.onmessage = () => form.dataset.offline = "ya";
      active?.postMessage({ simpan: [...new Set(wanted)].filter((each) => !each.endsWith("luring.js")) }, [channel.port2]);
    } catch {
      // Without it the form needs a connection each time it is opened.
    }
  }
}

/** @param {string} text */
const upper = (text) => text.replace(/^\p{Ll}/u, (sign) => sign.toUpperCase()).replace(/(?<![.?!])$/, ".");

/** Puts a message into an element, with what it quotes set apart. @param {HTMLElement} place @param {string} text */
function quotes(place, text) {
  place.append(...text.split(/`([^`]*)`/).map((part, at) => at % 2 ? element("code", part) : part));
  return place;
}

/** @param {string} address */
async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.json();
}

/** The form once it is there, for a desk that adds its button. @type {Form | undefined} */
export let opened;
try {
  const [data, units] = await Promise.all([read(form.dataset.rules || ""), read(form.dataset.units || "")]);
  opened = new Form(new Rules(data), units, await Drawer.open());
  await opened.start();
} catch (error) {
  const place = the("gagal");
  place.textContent = place.dataset.text || String(error);
  place.hidden = false;
  throw error;
}
