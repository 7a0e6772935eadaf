// What a browser keeps of a draft: the answers and the photos, on this device alone.
// @ts-check

/** @typedef {import("./tulis-berkas.js").Draft} Draft */

const NAME = "tulis", UNIT = "tulis-unit", PATIENCE = 4000;

/** @template T @param {IDBRequest<T>} asked @returns {Promise<T>} */
const answered = (asked) => new Promise((done, fail) => {
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

/** When all of it is kept for good: a full phone refuses only then. @param {IDBTransaction} written @returns {Promise<void>} */
const ended = (written) => new Promise((done, fail) => {
  written.oncomplete = () => done();
  written.onabort = written.onerror = () => fail(written.error);
});

/** A drawer of this browser; where there is none, nothing is kept, and `open` gives null. */
export class Drawer {
  /** @param {IDBDatabase} base @param {string} form */
  constructor(base, form) {
    this.base = base;
    this.form = form;
    /** What other windows with this form hear of. */
    this.others = globalThis.BroadcastChannel ? new BroadcastChannel(`${NAME}-${form}`) : null;
  }

  /** @param {string} form Each form has a draft of its own. */
  static async open(form) {
    try {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("draf");
        asked.result.createObjectStore("foto");
      };
      // Some browsers never answer, such as after a crash.
      const base = await Promise.race([answered(asked), new Promise((done) => setTimeout(done, PATIENCE, null))]);
      return base && new Drawer(base, form);
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
    const store = this.store("draf", "readwrite");
    store.put(structuredClone(draft), this.form);
    store.transaction.commit?.(); // before the page is gone
    await ended(store.transaction);
    this.others?.postMessage("disimpan");
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
    const store = this.store("foto", "readwrite");
    store.put(bytes, id);
    await ended(store.transaction);
  }

  /** @param {string} id */
  async dropPhoto(id) {
    await answered(this.store("foto", "readwrite").delete(id));
  }

  /** @param {string[]} photos Those of this draft. */
  async empty(photos) {
    await answered(this.store("draf", "readwrite").delete(this.form));
    for (const id of photos) await this.dropPhoto(id);
    this.others?.postMessage("dihapus");
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
