// A sketch of the chart that a table will have: bars, or a line along time.
// @ts-check

const WIDE = 400, HIGH = 220, LEFT = 4, LOW = 30, MOST = 24;

/** @param {string} tag @param {Record<string, string | number>} more @param {string} [text] */
function drawn(tag, more, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(more)) made.setAttribute(name, String(value));
  if (text) made.textContent = text;
  return made;
}

/** @param {[string, number][]} points @param {boolean} line @param {string} label @param {(value: number) => string} shown */
export function sketch(points, line, label, shown) {
  const few = points.filter(([, value]) => Number.isFinite(value)).slice(0, line ? undefined : MOST);
  const picture = drawn("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": label, class: "sketch" });
  if (!few.length) return picture;
  const most = Math.max(0, ...few.map(([, value]) => value)), least = Math.min(0, ...few.map(([, value]) => value));
  const step = (WIDE - 2 * LEFT) / few.length, room = HIGH - LOW - 22;
  const y = (/** @type {number} */ value) => 22 + room * (most - value) / (most - least || 1);
  const x = (/** @type {number} */ at) => LEFT + step * (at + 0.5);
  picture.append(drawn("line", { x1: LEFT, x2: WIDE - LEFT, y1: y(0), y2: y(0), class: "zero" }));
  if (line) picture.append(drawn("polyline", { points: few.map(([, value], at) => `${x(at)},${y(value)}`).join(" "), class: "trend" }));
  few.forEach(([name, value], at) => {
    if (!line) picture.append(drawn("rect", { x: x(at) - step * 0.36, width: step * 0.72, y: Math.min(y(value), y(0)), height: Math.abs(y(value) - y(0)) }));
    else if (few.length <= MOST) picture.append(drawn("circle", { cx: x(at), cy: y(value), r: 4 }));
    const every = Math.ceil(few.length / 6);
    if (at % every) return;
    picture.append(drawn("text", { x: x(at), y: HIGH - 10, "text-anchor": "middle" }, name.length * 8 > step * every ? `${name.slice(0, Math.max(3, Math.floor(step * every / 9)))}…` : name));
    picture.append(drawn("text", { x: x(at), y: y(value) - 6, "text-anchor": "middle", class: "value" }, shown(value)));
  });
  return picture;
}
