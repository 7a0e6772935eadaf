// Shows a page of the desk anew when the desk has gone on with what it shows.
// @ts-check

const place = /** @type {HTMLElement} */ (document.querySelector("[data-wait]"));
const PAUSE = 2500, MOST = 400;

/** @param {number} at */
async function look(at) {
  try {
    const answer = await fetch(place.dataset.wait || "", { cache: "no-store" });
    const { keadaan: state } = await answer.json();
    if (answer.ok && state !== place.dataset.state) return location.reload();
  } catch {
    // Without a connection the next look may have one.
  }
  if (at < MOST) setTimeout(look, PAUSE, at + 1);
}
setTimeout(look, PAUSE, 0);
