// What a browser keeps of a draft: the answers and the photos, on this device alone.
// @ts-check

/** @typedef {import("./tulis-berkas.js").Draft} Draft */

const NAME = "tulis", UNIT = "tulis-unit";

/** @template T @param {IDBRequest<T>} asked @returns {Promise<T>} */
const answered = (asked) => new Promise((done, fail) => {
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

/** A drawer of this browser; where there is none, nothing is kept, and `open` gives null. */
export class Drawer {
  /** @param {IDBDatabase} base @param {string} form */
  constructor(base, form) {
    this.base = base;
    this.form = form;
  }

  /** @param {string} form Each form has a draft of its own. */
  static async open(form) {
    try {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("draf");
        asked.result.createObjectStore("foto");
      };
      return new Drawer(await answered(asked), form);
    } catch {
      return null;
    }
  }

  /** @param {string} name @param {IDBTransactionMode} mode */
  store(name, mode) {
    return this.base.transaction(name, mode).objectStore(name);
  }

  /** @returns {Promise<Draft | undefined>} */
  draft() {
    return answered(this.store("draf", "readonly").get(this.form));
  }

  /** @param {Draft} draft */
  async keep(draft) {
    await answered(this.store("draf", "readwrite").put(structuredClone(draft), this.form));
  }

  /** @param {string} id @returns {Promise<Blob | undefined>} */
  async photo(id) {
    const found = await answered(this.store("foto", "readonly").get(id));
    // As bytes, since some browsers lose what a kept blob stands for.
    return found && new Blob([found], { type: "image/jpeg" });
  }

  /** @param {string} id @param {Blob} blob */
  async keepPhoto(id, blob) {
    const bytes = await blob.arrayBuffer();
    await answered(this.store("foto", "readwrite").put(bytes, id));
  }

  /** @param {string} id */
  async dropPhoto(id) {
    await answered(this.store("foto", "readwrite").delete(id));
  }

  /** @param {string[]} photos Those of this draft. */
  async empty(photos) {
    await answered(this.store("draf", "readwrite").delete(this.form));
    for (const id of photos) await this.dropPhoto(id);
  }
}

/** The unit that was chosen last on this device, "" if none. */
export function knownUnit() {
  try {
    return localStorage.getItem(UNIT) || "";
  } catch {
    return "";
  }
}

/** @param {string} key */
export function keepUnit(key) {
  try {
    localStorage.setItem(UNIT, key);
  } catch {
    // It is asked for again next time.
  }
}
