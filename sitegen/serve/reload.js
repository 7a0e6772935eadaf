// Runs only in pages of the development server; the built site never contains it.
"use strict";
(() => {
  const script = document.currentScript;
  let seen = script.dataset.seen;
  let source = null;
  let panel = null;
  let dismissed = "";

  // A browser allows six connections to a host: pages in the background give theirs up, and ask
  // what they missed when they become visible again.
  function open() {
    if (source || document.hidden) return;
    const query = new URLSearchParams({ page: location.pathname, seen });
    source = new EventSource("/__sitegen/events?" + query);
    source.addEventListener("problems", (event) => show(event.data));
    source.addEventListener("css", (event) => restyle(JSON.parse(event.data)));
    source.addEventListener("go", (event) => {
      close();
      location.assign(JSON.parse(event.data).href);
    });
    source.addEventListener("reload", () => {
      close();
      location.reload();
    });
    source.addEventListener("error", () => {
      if (!source || source.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, 1000);
    });
  }

  function close() {
    if (source) source.close();
    source = null;
  }

  // The new sheet is added beside the old one until it has loaded, so that nothing flashes.
  function restyle(change) {
    seen = change.seen;
    const links = [...document.querySelectorAll("link[rel~=stylesheet]")];
    if (links.length !== change.stylesheets.length) {
      location.reload();
      return;
    }
    links.forEach((old, index) => {
      const url = new URL(change.stylesheets[index], location.href);
      if (url.href === new URL(old.href).href) url.searchParams.set("seen", seen);
      const fresh = old.cloneNode();
      const done = () => old.remove();
      fresh.href = url.href;
      fresh.addEventListener("load", done, { once: true });
      fresh.addEventListener("error", done, { once: true });
      old.after(fresh);
    });
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function show(data) {
    const news = JSON.parse(data);
    if (!news.problems.length) {
      if (panel) panel.host.remove();
      panel = null;
      dismissed = "";
      return;
    }
    if (data === dismissed) return;
    if (!panel) {
      const host = document.createElement("div");
      host.id = "sitegen-problems";
      panel = host.attachShadow({ mode: "open" });
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = "/__sitegen/overlay.css";
      panel.append(style, element("section", "panel"));
      document.body.append(host);
    }
    const box = panel.querySelector(".panel");
    const worst = news.problems.some((problem) => problem.severity === "error");
    box.setAttribute("role", "status");
    box.setAttribute("aria-label", news.title);
    box.className = "panel " + (worst ? "error" : "warning");
    const details = element("details", "");
    details.open = worst;
    const summary = element("summary", "");
    summary.append(element("strong", "", news.title));
    if (news.notice) summary.append(element("span", "notice", news.notice));
    const list = element("ol", "");
    list.tabIndex = 0;
    for (const problem of news.problems) {
      const item = element("li", problem.severity);
      const head = element("p", "head");
      head.append(element("b", "label", problem.label));
      if (problem.place) head.append(element("code", "place", problem.place));
      item.append(head, element("p", "text", problem.text));
      if (problem.excerpt) item.append(element("pre", "", problem.excerpt));
      if (problem.hint) item.append(element("p", "hint", problem.hint));
      list.append(item);
    }
    details.append(summary, list);
    if (news.more) details.append(element("p", "more", news.more));
    const button = element("button", "close", news.close);
    button.type = "button";
    button.addEventListener("click", () => {
      dismissed = data;
      panel.host.remove();
      panel = null;
    });
    box.replaceChildren(details, button);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
})();
