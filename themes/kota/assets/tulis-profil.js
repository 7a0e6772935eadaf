// A unit's profile: what is published now, changed where somebody changes it, as a whole `unit.yml`.
// @ts-check
import { element, the } from "./tulis-bagian.js";
import { oneLine, ownValue, quoted } from "./tulis-berkas.js";
import { addedFacts } from "./tulis-kota.js";
import { Services } from "./tulis-layanan.js";
import { lacking, teller } from "./tulis-periksa.js";
import { find, masked } from "./tulis-pribadi.js";

/** @typedef {import("./tulis.js").Form} Form */
/** @typedef {import("./tulis.js").Kind} Kind */
/** @typedef {import("./tulis-berkas.js").Written} Written */
/** @typedef {string | string[] | {[key: string]: Value} | {[key: string]: Value}[]} Value */
/** @typedef {Record<string, any>} Values */

// A unit publishes these itself.
const CONTACTS = ["telepon", "surel"];

/** Values as lines of YAML. @param {Values} values @param {string} indent @returns {string[]} */
export function yaml(values, indent = "") {
  return Object.entries(values).flatMap(([key, value]) => {
    if (typeof value === "string") return [`${indent}${key}: ${quoted(oneLine(value))}`];
    if (!Array.isArray(value)) return [`${indent}${key}:`, ...yaml(value, `${indent}  `)];
    const items = value.flatMap((each) => {
      if (typeof each === "string") return [`${indent}  - ${quoted(oneLine(each))}`];
      return yaml(each, `${indent}    `).map((line, at) => at ? line : `${indent}  - ${line.trimStart()}`);
    });
    return [`${indent}${key}:`, ...items];
  });
}

/** @param {Form} form @returns {Kind} */
export function begun(form) {
  const { rules } = form, { urutan, tanya, isian } = rules.data.formulir.profil, added = rules.data.tambahan.profil, services = new Services(form);
  let asking = "", outdated = false;

  const say = (/** @type {string} */ name, stops = false) => form.tell("profil-kata", rules.say(name), stops);
  const shown = () => {
    the("profil-isi").hidden = form.draft.more.unit !== form.draft.unit || !form.draft.unit;
    services.list();
    form.fill();
  };

  /** An answer as it was published, "" for none. @param {string} name @param {Values} isi */
  const first = (name, isi) => String((isian[name].dalam ? isi[isian[name].dalam]?.[isian[name].kunci] : isi[isian[name].kunci]) || "");

  /** What the file will say: all that is published, with the answers in place of what was asked and changed.
   * @param {Values} isi @param {Record<string, string>} answers @param {import("./tulis-layanan.js").Service[]} offered @returns {Values} */
  const said = (isi, answers, offered) => {
    /** @type {Values} */
    const given = structuredClone(isi);
    for (const [name, { kunci, dalam }] of Object.entries(isian)) {
      if ((answers[name] || "") === first(name, isi)) continue;
      const words = oneLine(answers[name] || ""), place = dalam ? given[dalam] ||= {} : given;
      if (words && (!added[name] || ownValue(rules, "profil", name, words))) place[kunci] = words;
      else delete place[kunci];
    }
    const order = rules.data.urutan_layanan;
    given.layanan = offered.filter((each) => Object.keys(each).length)
      .map((each) => Object.fromEntries(order.filter((key) => each[key]?.length).map((key) => [key, each[key]])));
    const keys = [...urutan, ...Object.keys(given).filter((key) => !urutan.includes(key))];
    return Object.fromEntries(keys.filter((key) => given[key]?.length || Object.keys(given[key] || {}).length).map((key) => [key, given[key]]));
  };
  const now = () => said(form.draft.more.values || {}, form.draft.answers, services.all);
  /** Whether that is what these values say. @param {Values} isi */
  const says = (isi) => JSON.stringify(now()) === JSON.stringify(said(isi, Object.fromEntries(Object.keys(isian).map((name) => [name, first(name, isi)])), isi.layanan || []));
  const chosen = () => Boolean(form.draft.unit) && form.draft.more.unit === form.draft.unit;
  const unchanged = () => chosen() && says(form.draft.more.values);

  /** What is changed, as it is asked. */
  const changes = () => {
    const { answers, more: { values, from } } = form.draft, offered = /** @type {Values[]} */ (values.layanan || []);
    const asked = tanya.filter((name) => (answers[name] || "") !== first(name, values))
      .map((name) => form.room.querySelector(`[data-name="${name}"] > label`)?.textContent || name);
    const given = services.all.filter((each, at) => Object.keys(each).length && JSON.stringify(said({}, {}, [each])) !== JSON.stringify(said({}, {}, [offered[from?.[at]] || {}])));
    const gone = offered.filter((_, at) => from && !from.includes(at)).map(({ nama }) => rules.say("service_gone", { name: nama }));
    return [...asked, ...given.map(({ nama }) => String(nama)), ...gone].join("; ");
  };

  /** Fetches what is published now, unless the draft is of it already. */
  const fetched = async () => {
    const { unit, more } = form.draft;
    if (!unit || asking === unit) return;
    asking = unit;
    if (more.unit !== unit) say("profile_reading");
    try {
      const answer = await fetch(new URL(`../../${unit}/profil.json`, location.href), { cache: "no-cache" });
      if (!answer.ok) throw new Error(unit);
      const { dasar, isi } = await answer.json();
      if (form.draft.unit !== unit) return;
      // A draft that changes nothing, or that is published by now, gives way to what is there.
      const anew = more.unit !== unit || (more.base !== dasar && (unchanged() || says(isi)));
      outdated = !anew && more.base !== dasar;
      if (anew) {
        const offered = structuredClone(isi.layanan || []);
        form.draft.more = { unit, base: dasar, values: isi, services: offered, from: offered.map((/** @type {unknown} */ _, /** @type {number} */ at) => at) };
        form.draft.answers = Object.fromEntries(Object.keys(isian).map((name) => [name, first(name, isi)]));
      }
      say(outdated ? "profile_outdated" : "profile_read", outdated);
    } catch {
      if (more.unit !== unit) say("profile_unread", true);
    }
    asking = "";
    shown();
    form.soon();
  };

  return {
    restored: () => {
      shown();
      fetched();
    },
    chosen: fetched,
    empty: () => !chosen(),
    unchanged,
    waits() {
      if (chosen()) return unchanged() ? rules.say("profile_same") : "";
      return rules.say(form.draft.unit ? "profile_unread" : "unit_first");
    },
    written() {
      const lines = yaml(now()).map((text) => ({ text, field: "" }));
      let field = "", service = -1;
      const named = Object.fromEntries(Object.entries(isian).map(([name, { kunci, dalam }]) => [dalam ? `${dalam}.${kunci}` : kunci, name]));
      let above = "";
      for (const line of lines) {
        const key = /^(\s*)(?:- )?([\w-]+):/.exec(line.text);
        if (key && !key[1]) above = key[2];
        if (/^ {2}- nama:/.test(line.text) && above === "layanan") service++;
        if (above === "layanan") field = `service-${Math.max(0, service)}`;
        else if (key) field = named[key[1] ? `${above}.${key[2]}` : key[2]] || field;
        line.field = field || "address";
      }
      return { path: "unit.yml", day: "", lines, text: lines.map(({ text }) => `${text}\n`).join(""), photos: [], values: {}, kind: "profil", base: form.draft.more.base };
    },
    checked({ lines }) {
      const { faults, tell } = teller(rules, form.draft, "profil");
      if (!chosen() || outdated) {
        faults.push({ code: "", field: "address", stops: true, message: rules.say(outdated ? "profile_outdated" : "profile_unread"), hint: "" });
        return faults;
      }
      lacking(rules, form.draft, "profil", tell);
      const [{ kunci, contoh }] = rules.data.layanan;
      services.all.forEach((each, at) => {
        if (Object.keys(each).length && !oneLine(String(each[kunci] || ""))) tell("F004", `service-${at}`, { key: kunci, example: contoh });
      });
      for (const { text, field } of lines) {
        for (const { kind, value } of find(rules, text)) {
          if (!CONTACTS.includes(kind)) tell(rules.data.temuan[kind], field, { found: masked(value), count: 1, seal: "-", other: "", kind: "" });
        }
      }
      return faults;
    },
    preview(place) {
      const { answers } = form.draft;
      if (!chosen()) return place.replaceChildren(element("p", rules.say("other_empty"), "empty"));
      const facts = element("dl", "", "facts"), list = element("ul"), parts = [element("h3", form.unit?.[1] || "", "h1")];
      if (answers.about) parts.push(element("p", oneLine(answers.about), "standfirst"));
      for (const label of /** @type {NodeListOf<HTMLLabelElement>} */ (form.room.querySelectorAll("#bagian-kontak .asked > label"))) {
        const words = oneLine(answers[label.htmlFor.slice(2)] || ""), row = element("div");
        row.append(element("dt", label.textContent || ""), element("dd", words));
        if (words) facts.append(row);
      }
      for (const [label, words] of addedFacts(rules, "profil", answers)) {
        const row = element("div");
        row.append(element("dt", label), element("dd", words));
        facts.append(row);
      }
      for (const each of services.all) {
        const row = element("li"), rest = [each.waktu, each.biaya].filter(Boolean).join(" · ");
        row.append(element("strong", String(each.nama || "…")));
        if (rest) row.append(" ", element("span", rest, "hint"));
        list.append(row);
      }
      place.replaceChildren(...parts, facts, list);
    },
    ready: (size) => rules.say("profile_ready", { size, what: changes() }),
    subject: () => rules.say("subject_other", { unit: form.unit?.[1] || "", title: document.title }),
  };
}
