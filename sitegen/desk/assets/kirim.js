// The button of the form that sends to the desk: what leaves the phone stays on it until the desk has it for good.
// @ts-check

/** @typedef {{nama: string, unit: string[], kota: boolean, token: string}} Mine */
/** @typedef {{status: number, said: {pesan?: string, masuk?: string, alamat?: string}}} Answered */

const own = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-kata]"));
/** @type {Record<string, string>} */
const words = JSON.parse(own.dataset.kata || "{}");
const DESK = "/meja/", PAUSES = [2, 5, 15, 30, 60];
// What may go well by itself a little later.
const PASSING = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

/** @param {string} id */
const the = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} tag @param {string} [text] */
function element(tag, text) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  return made;
}
/** @param {string} name @param {Record<string, string | number>} [values] */
const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

/** Waits for some seconds, or until there is a connection again. @param {number} seconds */
const pause = (seconds) => new Promise((go) => {
  const timer = setTimeout(go, seconds * 1000);
  addEventListener("online", () => {
    clearTimeout(timer);
    setTimeout(go, 500);
  }, { once: true });
});

/** Sends a file once. @param {File} file @param {string} token @param {AbortSignal} ended @param {(share: number) => void} told @returns {Promise<Answered>} */
const sent = (file, token, ended, told) => new Promise((go) => {
  const line = new XMLHttpRequest();
  const answered = () => {
    let said = {};
    try {
      said = JSON.parse(line.responseText);
    } catch {
      // An answer of something between us and the desk.
    }
    go({ status: line.status, said });
  };
  line.open("POST", `${DESK}kirim`);
  line.setRequestHeader("Content-Type", "application/zip");
  line.setRequestHeader("X-Meja-Token", token);
  line.upload.addEventListener("progress", (event) => event.lengthComputable && told(event.loaded / event.total));
  line.addEventListener("loadend", answered);
  ended.addEventListener("abort", () => line.abort());
  line.send(file);
});

/** @param {any} form What `tulis.js` opened. */
function furnish(form) {
  const buttons = /** @type {HTMLElement} */ (the("bagikan").parentElement);
  const main = /** @type {HTMLButtonElement} */ (element("button", say("send"))), stop = /** @type {HTMLButtonElement} */ (element("button", say("stop")));
  main.type = stop.type = "button";
  main.id = "kirim";
  main.className = "button main";
  stop.className = "plain";
  const bar = /** @type {HTMLProgressElement} */ (element("progress")), place = element("div"), text = element("p");
  bar.max = 1;
  bar.setAttribute("aria-label", say("send"));
  place.className = "sending";
  place.hidden = true;
  text.setAttribute("role", "status");
  place.append(text, bar, stop);
  const others = element("details");
  others.className = "other-ways";
  others.append(element("summary", say("others")));
  const shareIcon = the("bagikan").querySelector("svg");
  the("bagikan").replaceChildren(...(shareIcon ? [shareIcon] : []), say("share"));
  const row = element("div");
  row.className = "buttons";
  row.append(...buttons.children);
  buttons.append(main);
  buttons.after(place, the("terkirim"), others);
  others.append(row, the("alamat"));

  /** @type {AbortController | null} */
  let going = null;
  /** @param {string} said @param {boolean} stops @param {string} [entrance] */
  const tell = (said, stops, entrance) => {
    form.tell("terkirim", said, stops);
    if (!entrance) return;
    const link = /** @type {HTMLAnchorElement} */ (element("a", say("enter")));
    link.href = entrance;
    the("terkirim").append(" ", link);
  };
  const rest = () => {
    going = null;
    main.disabled = false;
    place.hidden = true;
  };
  /** @returns {Promise<Answered & {mine?: Mine}>} */
  const asked = async () => {
    try {
      const answer = await fetch(`${DESK}saya`, { cache: "no-store" });
      const said = await answer.json();
      return answer.ok ? { status: 200, said: {}, mine: said } : { status: answer.status, said };
    } catch {
      return { status: 0, said: {} };
    }
  };
  /** @param {File} file @param {AbortSignal} ended @returns {Promise<Answered>} */
  const once = async (file, ended) => {
    const who = await asked();
    if (who.status === 401) return { status: 401, said: { pesan: say("enter_first"), ...who.said } };
    if (!who.mine) return who;
    if (!who.mine.kota && !who.mine.unit.includes(form.draft.unit)) return { status: 403, said: { pesan: say("not_yours", { name: who.mine.nama }) } };
    text.textContent = say("going", { n: 0 });
    return sent(file, who.mine.token, ended, (share) => {
      bar.value = share;
      text.textContent = share < 1 ? say("going", { n: Math.floor(share * 100) }) : say("storing");
    });
  };

  const send = async () => {
    const file = await form.made();
    if (!file || going) return;
    going = new AbortController();
    const { signal } = going;
    main.disabled = true;
    place.hidden = false;
    form.tell("terkirim", "");
    text.textContent = say("going", { n: 0 });
    bar.value = 0;
    stop.focus();
    // The same file each time: by its bytes the desk knows that it has it already.
    for (let at = 0; !signal.aborted; at++) {
      const { status, said } = await once(file, signal);
      if (signal.aborted) break;
      if (said.alamat && (status === 200 || status === 201)) {
        await form.clear();
        rest();
        location.assign(said.alamat);
        return;
      }
      if (!PASSING.has(status)) {
        rest();
        tell(said.pesan || say("failed"), true, said.masuk);
        main.focus();
        return;
      }
      bar.removeAttribute("value");
      text.textContent = say(navigator.onLine ? "again" : "offline");
      await Promise.race([pause(PAUSES[Math.min(at, PAUSES.length - 1)]), new Promise((go) => signal.addEventListener("abort", go))]);
    }
    rest();
    tell(say("stopped"), false);
    main.focus();
  };
  main.addEventListener("click", send);
  stop.addEventListener("click", () => going?.abort());
  addEventListener("beforeunload", (event) => going && event.preventDefault());
  // Who writes for one unit is not asked for which.
  asked().then(({ mine }) => {
    if (mine?.unit.length === 1 && !mine.kota && form.draft.unit !== mine.unit[0]) form.choose(mine.unit[0], false);
  });
}

const source = /** @type {HTMLScriptElement} */ (document.querySelector('script[type=module][src*="/tulis."]')).src;
const { opened } = await import(source);
if (opened) furnish(opened);
