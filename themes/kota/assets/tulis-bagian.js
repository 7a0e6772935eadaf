// Parts of which the forms make what they show.
// @ts-check

/** @template {HTMLElement} T @param {string} id @returns {T} */
export const the = (id) => /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));

/** @param {string} tag @param {string} [text] @param {string} [kind] */
export function element(tag, text, kind) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

/** @param {string} text @param {string} kind @param {() => void} act */
export function button(text, kind, act) {
  const made = /** @type {HTMLButtonElement} */ (element("button", text, kind));
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** The day on this device. */
export function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

/** 32 digits that nothing else has. */
export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
