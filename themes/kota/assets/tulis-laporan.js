// A report: its photos, its checks and its page, for the form at /tulis/.
// @ts-check
import { Album } from "./tulis-album.js";
import { oneLine, written } from "./tulis-berkas.js";
import { preview } from "./tulis-lihat.js";
import { People } from "./tulis-orang.js";
import { checked } from "./tulis-periksa.js";

/** @typedef {import("./tulis.js").Form} Form */
/** @typedef {import("./tulis.js").Kind} Kind */

/** @param {Form} form @returns {Kind} */
export function begun(form) {
  const { rules } = form, people = new People(rules), album = new Album(form);
  return {
    restored: () => album.list(),
    empty: () => !form.draft.photos.length && !form.draft.topics.length,
    written: (today) => written(rules, form.draft, today),
    checked: (made, today) => checked({ rules, people, draft: form.draft, written: made, today, names: form.units.map(([, name]) => name) }),
    preview: (place, made) => preview(place, { rules, draft: form.draft, written: made, unit: form.unit, blobs: form.blobs }),
    ready: (size) => rules.say("ready", { n: form.draft.photos.length, size }),
    subject: () => rules.say("subject", { unit: form.unit?.[1] || "", title: oneLine(form.draft.answers.title || "") }),
  };
}
