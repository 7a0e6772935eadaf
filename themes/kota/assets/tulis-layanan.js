// The services of a unit: each opens to be changed; what is not asked of it stays as it is.
// @ts-check
import { button, element, the } from "./tulis-bagian.js";
import { oneLine } from "./tulis-berkas.js";

/** @typedef {import("./tulis.js").Form} Form */
/** What `unit.yml` says of one service, by its keys. @typedef {Record<string, string | string[]>} Service */

/** A value as it is asked for: lists, and texts with semicolons, line by line. @param {string | string[] | undefined} value @param {string} control */
const asLines = (value, control) => Array.isArray(value) ? value.join("\n") : control === "area" ? (value || "").split(/\s*;\s*/).join("\n") : value || "";

export class Services {
  /** @param {Form} form */
  constructor(form) {
    this.form = form;
    the("layanan-tambah").addEventListener("click", () => {
      this.all.push({});
      this.from.push(-1);
      this.list();
      const row = /** @type {HTMLElement} */ (the("layanan-daftar").lastElementChild);
      /** @type {HTMLDetailsElement} */ (row.querySelector("details")).open = true;
      row.querySelector("input")?.focus();
      form.changed();
    });
  }

  /** @returns {Service[]} */
  get all() {
    return this.form.draft.more.services ||= [];
  }

  /** Which of the published ones each was, -1 for a new one. @returns {number[]} */
  get from() {
    return this.form.draft.more.from ||= this.all.map(() => -1);
  }

  list() {
    the("layanan-daftar").replaceChildren(...this.all.map((each, at) => this.row(each, at)));
  }

  /** @param {Service} service @param {number} at */
  row(service, at) {
    const { rules } = this.form, row = element("li"), more = /** @type {HTMLDetailsElement} */ (element("details")), faults = element("ul", "", "faults");
    const called = () => oneLine(String(service.nama || "")) || rules.say("service_new");
    const summary = element("summary", called());
    row.dataset.name = `service-${at}`;
    faults.id = `s-service-${at}`;
    more.append(summary);
    for (const { nama, kunci, tanya, bantu, contoh, kendali } of rules.data.layanan) {
      const asked = element("div", "", "asked"), label = /** @type {HTMLLabelElement} */ (element("label", tanya));
      const input = document.createElement(kendali === "area" ? "textarea" : "input");
      input.id = `layanan-${at}-${nama}`;
      label.htmlFor = input.id;
      input.autocomplete = "off";
      const first = this.form.draft.more.values?.layanan?.[this.from[at]]?.[kunci];
      input.value = asLines(service[kunci], kendali);
      if (input instanceof HTMLTextAreaElement) {
        input.rows = 3;
        input.className = "short";
      }
      input.addEventListener("input", () => {
        const lines = input.value.split("\n").map(oneLine).filter(Boolean);
        service[kunci] = nama === "steps" ? lines : lines.join(kendali === "area" ? "; " : " ");
        if (first && input.value === asLines(first, kendali)) service[kunci] = first; // as it was, with its blanks
        else if (!lines.length) delete service[kunci];
        summary.textContent = called();
      });
      asked.append(label);
      if (bantu || contoh) {
        const hint = element("p", bantu || contoh, "hint");
        hint.id = `b-${input.id}`;
        input.setAttribute("aria-describedby", `${hint.id} ${faults.id}`);
        asked.append(hint);
      } else input.setAttribute("aria-describedby", faults.id);
      asked.append(input);
      more.append(asked);
    }
    const off = button(rules.say("photo_off"), "plain", () => {
      this.from.splice(at, 1);
      this.all.splice(at, 1);
      this.list();
      the("layanan-tambah").focus();
      this.form.changed();
    });
    off.setAttribute("aria-label", rules.say("service_off", { name: called() }));
    more.append(off);
    row.append(more, faults);
    return row;
  }
}
