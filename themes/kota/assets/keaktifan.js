// Says that the figures are old when a build has not run for two days.

const DAYS = 2;

/**
 * Whether a day is more than two days before a moment.
 * @param {string} counted
 * @param {number} now
 * @returns {boolean}
 */
export function isOld(counted, now) {
  return now - Date.parse(`${counted}T23:59:59Z`) > DAYS * 86_400_000;
}

if (typeof document !== "undefined") {
  const line = document.querySelector("[data-counted]");
  const day = line?.getAttribute("data-counted");
  if (line && day && isOld(day, Date.now())) line.querySelector("strong")?.removeAttribute("hidden");
}
