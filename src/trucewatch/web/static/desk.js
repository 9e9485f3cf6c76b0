"use strict";
// Keys, the theme's switch, and the notice of new reports. Every page works without this file.
(function () {
  const root = document.documentElement;
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const toggle = () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch (refused) { /* for this page only */ }
  };
  const button = document.querySelector("button.theme");
  if (button) { button.hidden = false; button.addEventListener("click", toggle); }

  const menu = document.querySelector("details.menu");
  const narrow = matchMedia("(max-width: 60rem)");
  const fold = () => { if (menu) menu.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();

  const entries = () => [...document.querySelectorAll("main .entry")].filter((each) => each.offsetParent !== null);
  const link = (entry) => entry && entry.querySelector("a[href]");
  let at = -1;
  const move = (step) => {
    const held = entries();
    if (!held.length) return;
    const now = held.findIndex((each) => each.contains(document.activeElement));
    at = Math.min(Math.max((now >= 0 ? now : at) + step, 0), held.length - 1);
    const target = link(held[at]);
    if (target) { target.focus(); held[at].scrollIntoView({ block: "nearest" }); }
  };
  // Review: s, d, u decide the entry that has the focus, else the first one; z takes the last decision back.
  const press = (key) => {
    const held = document.activeElement.closest(".entry") || document;
    const button = held.querySelector(`button[data-key="${key}"]`) || document.querySelector(`button[data-key="${key}"]`);
    if (button && !button.disabled) button.click();
  };
  const day = new URLSearchParams(location.search).get("as_of");
  const go = (path) => { location.href = path + (day ? "?as_of=" + encodeURIComponent(day) : ""); };
  const places = { b: "/", m: "/map", e: "/events", f: "/figures", r: "/reports", v: "/review", s: "/sources", p: "/problems" };
  let leading = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
    const keys = document.getElementById("keys");
    if (keys && keys.open) return;
    if (Date.now() - leading < 1200 && places[event.key]) { leading = 0; event.preventDefault(); go(places[event.key]); return; }
    leading = 0;
    if (event.key === "g") leading = Date.now();
    else if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "t") toggle();
    else if ("sduz".includes(event.key)) press(event.key);
    else if (event.key === "?" && keys) keys.showModal();
  });

  // While `watch` or `add` writes: name the new reports as they come, and bring the page up to date where it stands,
  // without a reload, when the reader wants it.
  const main = document.getElementById("main");
  const made = (name, words, more = {}) => Object.assign(document.createElement(name), { textContent: words, ...more });
  const swap = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const held = page.getElementById("main");
    if (!answer.ok || !held) { location.reload(); return; }
    main.replaceChildren(...held.childNodes);
    document.body.dataset.stamp = page.body.dataset.stamp;
    at = -1;
    main.focus({ preventScroll: true });
  };
  const tell = (words, reports) => {
    document.querySelector(".fresh")?.remove();
    const told = made("div", "", { className: "notice fresh" });
    told.setAttribute("role", "status");
    const list = made("ul", "");
    for (const each of reports) {
      const line = made("li", "");
      line.append(made("a", each.title || each.report, { href: "/report/" + encodeURIComponent(each.report_id), dir: "auto" }));
      line.append(" ", made("span", [each.outlet, each.published].filter(Boolean).join(" · "), { className: "by" }));
      list.append(line);
    }
    const button = made("button", "Bring this page up to date", { type: "button" });
    button.addEventListener("click", () => swap().catch(() => location.reload()));
    told.append(made("p", words), ...(reports.length ? [list] : []), button);
    main.prepend(told);
  };
  const look = async () => {
    if (document.hidden) return;
    try {
      const held = await (await fetch("/api/v1/ledger", { headers: { Accept: "application/json" } })).json();
      if (!held.stamp || held.stamp === seen) return;
      seen = held.stamp;
      const last = Number(document.body.dataset.stamp.split(".")[0]);
      const now = Number(held.stamp.split(".")[0]);
      if (now > last) tell(now - last === 1 ? "A new report has come." : `${now - last} new reports have come.`, held.latest.filter((each) => each.number > last));
      else if (document.querySelector(".linking") && held.is_linked) tell("Decisions are linked.", []);
    } catch (refused) { /* the desk is gone; the page stays as it is */ }
  };
  let seen = document.body.dataset.stamp;
  if (seen && !day) setInterval(look, document.querySelector(".linking") ? 3000 : 15000);
})();
