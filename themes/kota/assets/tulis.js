// The forms for offices below /tulis/: what all of them have. Choose the unit, keep a draft, tell faults, send one parcel.
// What a form asks and makes stands in a module of its own, which is loaded once somebody begins to write.
// @ts-check
import { Rules } from "./tulis-aturan.js";
import { button, element, newId, the, today } from "./tulis-bagian.js";

import { Drawer, keepUnit, knownUnit } from "./tulis-simpan.js";

/** @typedef {import("./tulis-berkas.js").Draft} Draft */
/** @typedef {import("./tulis-berkas.js").Written} Written */
/** @typedef {import("./tulis-periksa.js").Fault} Fault */
/** @typedef {[key: string, name: string, above: string, aboveKey: string, ways: [label: string, address: string][]]} UnitRow */
/**
 * What one form asks and makes.
 * @typedef {object} Kind
 * @property {() => void} restored Shows what the draft has besides plain answers.
 * @property {() => void} [chosen] A unit was chosen.
 * @property {() => boolean} empty Whether the draft has nothing besides plain answers.
 * @property {() => boolean} [unchanged] Whether it says what is published already: then nothing is kept.
 * @property {() => string} [waits] Why there is nothing to send yet, "" if there is.
 * @property {(today: string) => Written} written
 * @property {(written: Written, today: string) => Fault[]} checked
 * @property {(place: HTMLElement, written: Written) => void} preview
 * @property {(size: string) => string} ready Says that the parcel can be sent.
 * @property {() => string} subject What the parcel is about.
 */

const PAUSE = 300, SHOWN_UNITS = 8;
const room = /** @type {HTMLFormElement} */ (document.getElementById("tulis"));
/** @type {Record<string, () => Promise<{begun: (form: Form) => Kind}>>} */
const KINDS = {
  laporan: () => import("./tulis-laporan.js"),
  tabel: () => import("./tulis-tabel.js"),
  halaman: () => import("./tulis-halaman.js"),
  dokumen: () => import("./tulis-halaman.js"),
  profil: () => import("./tulis-profil.js"),
};
/** Whether a fault is about a number or an address that may be the office's own. @param {Fault} fault */
const mayBeOwn = (fault) => fault.code === "P010" || fault.code === "P011";
/** @param {string} text */
const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/** @returns {Draft} */
const blank = () => ({ unit: "", answers: room.elements.namedItem("event_date") ? { event_date: today() } : {}, topics: [], photos: [], own: false, since: "", more: {} });

export class Form {
  /** @param {UnitRow[]} units @param {Drawer | null} drawer */
  constructor(units, drawer) {
    this.room = room;
    this.units = units;
    this.drawer = drawer;
    /** Set before anything is asked of it: see `ready`. @type {Rules} */
    this.rules = /** @type {any} */ (null);
    /** @type {Kind} */
    this.kind = /** @type {any} */ (null);
    /** @type {typeof import("./tulis-kirim.js").parcel} */
    this.parcel = /** @type {any} */ (null);
    /** @type {Promise<void> | undefined} */
    this.loading = undefined;
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
    /** Whether somebody has begun. */
    this.begun = false;
    /** Whether another window has kept this draft since this one did. */
    this.stale = false;
    /** Photos and documents for which the phone has no room. @type {Set<string>} */
    this.unkept = new Set();
    this.id = newId();
    /** @type {Promise<void>} */
    this.reading = Promise.resolve();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  }

  /** Loads the rules and what this form asks, once; again later where the connection was lost meanwhile. */
  ready() {
    this.begun = true;
    return this.loading ||= (async () => {
      try {
        const [data, { begun }, { parcel }] = await Promise.all([read(room.dataset.rules || ""), KINDS[room.dataset.form || "laporan"](), import("./tulis-kirim.js")]);
        this.rules = new Rules(data);
        this.parcel = parcel;
        this.kind = begun(this);
      } catch (error) {
        this.loading = undefined;
        unloaded();
        throw error;
      }
      the("gagal").hidden = true;
      this.kind.restored();
    })();
  }

  /** Begins to load, where nothing waits for it. */
  warm() {
    this.ready().catch(() => {});
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
    if (!Object.hasOwn || !globalThis.structuredClone || ![].findLastIndex) throw new Error("an old browser");
    const found = await this.drawer?.draft().catch(() => undefined);
    const asked = new URLSearchParams(location.search).get("unit") || found?.unit || knownUnit();
    // A profile is shown as it is published, before anybody writes.
    if (found || room.dataset.form === "profil") await this.ready();
    if (found || !this.drawer) await this.restore();
    this.choose(this.units.some(([key]) => key === asked) ? asked : "", false);
    this.listen();
    this.fill();
    room.hidden = false;
    the("tunggu").hidden = true;
    this.ways();
    if (found) await this.update();
    this.keepOffline();
  }

  /** Which button sends: the share sheet, where the browser can hand over files, else the download. */
  ways() {
    const probe = this.file || new File(["x"], "kiriman.zip", { type: "application/zip" });
    the("bagikan").hidden = !navigator.canShare?.({ files: [probe] });
    the("unduh").classList.toggle("main", the("bagikan").hidden);
  }

  async restore() {
    await this.ready();
    if (!this.drawer) return this.tell("keadaan", this.say("draft_unkept"));
    try {
      const found = await this.drawer.draft();
      if (!found) return;
      this.draft = { ...blank(), ...found };
      let lost = 0;
      for (const photo of [...this.draft.photos]) {
        const blob = this.blobs.get(photo.id) || await this.drawer.photo(photo.id);
        if (blob) this.blobs.set(photo.id, blob);
        else {
          this.draft.photos = this.draft.photos.filter((each) => each !== photo);
          lost++;
        }
      }
      this.kind.restored();
      const day = new Date(found.since).toLocaleString(this.rules.data.bahasa, { dateStyle: "long", timeStyle: "short" });
      this.tell("keadaan", [this.say(found.sent ? "sent_before" : "draft_back", { day }), lost ? this.say("draft_lost", { n: lost }) : ""].filter(Boolean).join(" "), lost > 0);
      if (found.sent) the("keadaan").append(" ", button(this.say("fresh"), "plain", () => this.clear()));
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
    room.addEventListener("submit", (event) => event.preventDefault());
    room.addEventListener("input", (event) => this.answered(event));
    room.addEventListener("change", (event) => {
      const name = this.nameOf(event.target);
      if (name) this.touched.add(name);
      this.keep();
      this.soon();
    });
    room.addEventListener("paste", (event) => this.touched.add(this.nameOf(event.target)));
    // Whoever touches something is about to write: what that needs is loaded meanwhile.
    for (const kind of ["focusin", "pointerdown", "change"]) room.addEventListener(kind, () => this.warm(), { once: true });
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
    the("bagikan").addEventListener("click", () => this.share());
    the("unduh").addEventListener("click", () => this.download());
    the("baru").addEventListener("click", () => this.fresh());
    addEventListener("offline", () => this.ready().then(() => this.tell("keadaan", this.say("offline"), true), () => {}));
    addEventListener("online", () => this.ready().then(() => {
      this.tell("keadaan", this.say("online"));
      this.soon();
    }, () => {}));
    addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" ? this.keep() : this.catchUp());
    addEventListener("blur", () => this.keep());
    for (const kind of ["focus", "pageshow"]) addEventListener(kind, () => this.catchUp());
    this.drawer?.others?.addEventListener("message", () => {
      this.stale = true;
      if (this.rules) this.tell("keadaan", this.say("elsewhere"), true);
    });
  }

  /** Goes on with what was written in another window. */
  async catchUp() {
    if (!this.stale) return;
    this.stale = false;
    this.draft = { ...blank(), unit: this.draft.unit };
    await this.restore();
    this.kind.restored();
    this.choose(this.draft.unit, false);
    this.fill();
    await this.update();
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
      if (photo) Object.assign(photo, { [target.dataset.part || ""]: target.value });
    } else if (target.id === "milik-kantor") this.draft.own = /** @type {HTMLInputElement} */ (target).checked;
    else if (target.name === "topics") this.draft.topics = /** @type {HTMLInputElement[]} */ ([...room.querySelectorAll("[name=topics]:checked")]).map(({ value }) => value);
    else if (target.type === "checkbox") this.draft.answers[target.name] = /** @type {HTMLInputElement} */ (target).checked ? "ya" : "";
    else if (target.name) this.draft.answers[target.name] = target.value;
    this.changed();
  }

  /** What was sent is another report from now on. */
  changed() {
    delete this.draft.sent;
    this.soon();
  }

  fill() {
    for (const each of room.elements) {
      if (each instanceof HTMLInputElement && each.name === "topics") each.checked = this.draft.topics.includes(each.value);
      else if (each instanceof HTMLInputElement && each.type === "checkbox") each.checked = this.draft.answers[each.name] === "ya";
      else if ((each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement || each instanceof HTMLSelectElement) && each.name) each.value = this.draft.answers[each.name] || "";
    }
    for (const group of room.querySelectorAll("details")) {
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
      this.kind?.chosen?.();
    } else {
      /** @type {HTMLInputElement} */ (the("unit-cari")).value = "";
      the("unit-daftar").replaceChildren();
    }
    this.above(row);
    this.soon();
  }

  /** Says to which kecamatan it can be sent besides, if that one says how. @param {UnitRow | undefined} row */
  above(row) {
    const place = the("alamat-atas"), found = row && this.units.find(([key]) => key === row[3]);
    place.hidden = !found?.[4].length;
    if (!found || place.hidden) return;
    place.textContent = (place.dataset.text || "").replace("{unit}", found[1]);
    for (const [label, address] of found[4]) {
      const link = /** @type {HTMLAnchorElement} */ (element("a", label));
      link.href = address;
      place.append(" ", link);
    }
  }

  offer() {
    this.warm();
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
    const say = () => the("unit-kata").textContent = !typed ? "" : !found.length ? this.say("unit_none") : more > 0 ? this.say("unit_more", { n: more }) : "";
    if (this.rules) say();
  }

  soon() {
    this.file = null; // what was made, or is being made, is of an earlier draft
    this.turn++;
    delete room.dataset.turn;
    clearTimeout(this.timer);
    if (this.begun) this.timer = setTimeout(() => this.update().catch((error) => {
      this.keep();
      if (this.kind) throw error; // what could not be loaded has been told
    }), PAUSE);
  }

  get unit() {
    return this.units.find(([key]) => key === this.draft.unit);
  }

  /** Looks through all of it again, shows it, keeps it, and makes the parcel ready for the tap that sends it. */
  async update() {
    clearTimeout(this.timer);
    const mine = ++this.turn;
    await this.ready();
    const { draft, kind } = this, day = today();
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (room.querySelectorAll("[data-only]"))) each.hidden = each.dataset.only !== draft.answers.kind;
    const made = kind.written(day);
    this.faults = kind.checked(made, day);
    this.showFaults();
    kind.preview(the("lihat"), made);
    const kept = this.keep();
    this.file = null;
    const waits = kind.waits?.() || "";
    the("siap").textContent = waits;
    room.classList.toggle("waits", Boolean(waits));
    const stops = this.faults.some((fault) => fault.stops) || !draft.unit || waits;
    const file = stops ? null : await this.parcel({ unit: draft.unit, written: made, blob: (id) => this.blobs.get(id), id: this.id, now: new Date(), version: this.rules.data.versi });
    if (mine !== this.turn) return;
    this.file = file;
    if (file) the("siap").textContent = kind.ready(this.size(file.size));
    this.ways();
    await kept;
    if (mine === this.turn) room.dataset.turn = String(mine);
  }

  /** Keeps the draft, before the rest of the form is loaded too. */
  keep() {
    const { draft } = this;
    const plain = Object.entries(draft.answers).every(([name, text]) => name === "event_date" || !text.trim());
    if (!this.drawer || this.stale || (plain && (!this.kind || this.kind.empty()))) return undefined;
    if (this.kind?.unchanged?.()) {
      the("draf").textContent = "";
      return this.drawer.empty([]).catch(() => {});
    }
    draft.since = new Date().toISOString();
    const lacking = draft.photos.filter(({ id }) => this.unkept.has(id)).length;
    const said = (/** @type {string} */ name) => {
      if (this.rules) the("draf").textContent = this.say(name, { n: lacking });
    };
    return this.drawer.keep(draft).then(() => said(lacking ? "draft_partly" : "draft_kept"), () => said("draft_unkept"));
  }

  showFaults() {
    /** @type {Map<string, Fault[]>} */
    const by = new Map();
    for (const fault of this.faults) by.set(fault.field, [...(by.get(fault.field) || []), fault]);
    for (const list of /** @type {NodeListOf<HTMLElement>} */ (room.querySelectorAll("ul.faults[id^='s-']"))) {
      const field = list.id.slice(2);
      const shown = (by.get(field) || []).filter((fault) => this.tried || this.touched.has(field) || fault.code[0] === "P");
      const rows = shown.map((fault) => {
        const row = element("li", "", fault.stops ? "stops" : "");
        row.append(this.quotes(element("strong"), fault, fault.message));
        if (fault.hint) row.append(" ", this.quotes(element("span"), fault, this.say("next_step", { hint: upper(fault.hint) })));
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

  /** Puts a message into an element, with what it quotes set apart, and questions for their keys. @param {HTMLElement} place @param {Fault} fault @param {string} text */
  quotes(place, fault, text) {
    place.append(...upper(text).split(/`([^`]*)`/).map((part, at) => at % 2 ? element("code", this.asQuestion(fault.field, part)) : part));
    return place;
  }

  /** What is quoted of a file, with the words of the form instead of a key. @param {string} field @param {string} quoted */
  asQuestion(field, quoted) {
    const [key, ...rest] = quoted.split(": "), { isian, formulir, layanan } = this.rules.data, form = room.dataset.form || "laporan";
    /** @type {Record<string, {kunci: string, dalam?: string}>} */
    const all = form === "laporan" ? isian : formulir[form].isian;
    const name = all[field]?.kunci === key ? field : Object.keys(all).find((each) => all[each].kunci === key && !all[each].dalam);
    const label = /^service-/.test(field) ? layanan.find(({ kunci }) => kunci === key)?.tanya : name && room.querySelector(`[data-name="${name}"] > :is(label, legend)`)?.textContent;
    return label ? [label.split(":")[0].trim(), ...rest].join(": ") : quoted;
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
        const row = element("li"), link = /** @type {HTMLAnchorElement} */ (this.quotes(element("a"), fault, fault.message));
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
    return /** @type {HTMLElement | null} */ (room.querySelector(`[data-name="${field}"]`)?.querySelector("textarea, input, select"))?.id || `i-${field}`;
  }

  /** @param {string} field */
  go(field) {
    const asked = room.querySelector(`[data-name="${field}"]`), folds = asked?.closest("details");
    if (folds) folds.open = true;
    const control = /** @type {HTMLElement | null} */ (asked?.querySelector("textarea, input, select"));
    control?.focus();
    control?.scrollIntoView({ block: "center" });
  }

  /** The parcel, or null where something has to be done first, which is told. */
  async made() {
    this.tried = true;
    await this.reading;
    try {
      if (!this.file) await this.update();
      else this.showFaults();
    } catch (error) {
      if (this.kind) throw error;
      return null; // what could not be loaded has been told
    }
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
    try {
      await navigator.share({ files: [file], title: this.kind.subject() });
      this.draft.sent = true;
      this.keep();
      this.tell("terkirim", this.say("shared"));
      the("terkirim").append(" ", button(this.say("fresh"), "plain", () => this.clear()));
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
    await this.ready();
    if (confirm(this.say("fresh_sure"))) await this.clear();
  }

  /** Begins anew with the same unit; nothing of the draft stays. */
  async clear() {
    const { unit } = this.draft;
    await this.drawer?.empty(this.draft.photos.map(({ id }) => id)).catch(() => {});
    this.draft = { ...blank(), unit };
    this.stale = false;
    this.unkept.clear();
    this.blobs.clear();
    this.touched.clear();
    this.tried = false;
    this.id = newId();
    this.tell("terkirim", "");
    this.tell("keadaan", "");
    the("draf").textContent = "";
    this.fill();
    this.kind.restored();
    await this.update();
    /** @type {HTMLElement | null} */ (room.querySelector("fieldset:not(#bagian-unit) :is(input, textarea, select)"))?.focus();
    scrollTo(0, 0);
  }

  async keepOffline() {
    const { worker = "", rules = "", units = "", later = "" } = room.dataset;
    if (!navigator.serviceWorker) return;
    try {
      await navigator.serviceWorker.register(worker);
      const { active } = await navigator.serviceWorker.ready;
      const linked = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=modulepreload]"));
      const loaded = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\.(?:js|css)$/.test(new URL(name).pathname));
      const wanted = [location.pathname, rules, units, ...later.split(" "), ...[...linked].map(({ href }) => href), ...loaded].map((each) => new URL(each, location.href).href);
      const channel = new MessageChannel();
      channel.port1.onmessage = () => room.dataset.offline = "ya";
      active?.postMessage({ halaman: location.pathname, simpan: [...new Set(wanted)].filter((each) => !each.endsWith("luring.js")) }, [channel.port2]);
    } catch {
      // Without it the form needs a connection each time it is opened.
    }
  }
}

/** @param {string} text */
const upper = (text) => text.replace(/^\p{Ll}/u, (sign) => sign.toUpperCase()).replace(/[^.?!]$/, "$&.");

/** @param {string} address */
async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.json();
}

/** Says that something could not be loaded. */
function unloaded() {
  const place = the("gagal");
  the("tunggu").hidden = true;
  place.textContent = place.dataset.text || "";
  place.hidden = false;
}

/** The form once it is there, for a desk that adds its button. @type {Form | undefined} */
export let opened;
try {
  opened = new Form(await read(room.dataset.units || ""), await Drawer.open(room.dataset.form || "laporan"));
  await opened.start();
} catch (error) {
  unloaded();
  throw error;
}
