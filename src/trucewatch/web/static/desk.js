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

  // While `watch` or `add` writes: say that there is more, and let the reader decide when to look.
  const stamp = document.body.dataset.stamp;
  if (stamp && !day) setInterval(async () => {
    if (document.hidden || document.querySelector(".fresh")) return;
    try {
      const held = await (await fetch("/api/v1/ledger", { headers: { Accept: "application/json" } })).json();
      const linked = document.querySelector(".linking") && held.is_linked;
      if (!held.stamp || (!linked && held.stamp.split(".")[0] === stamp.split(".")[0])) return;
      const told = document.createElement("p");
      told.className = "notice fresh";
      told.setAttribute("role", "status");
      const more = document.createElement("a");
      more.href = location.href;
      more.textContent = linked ? "Decisions are linked. Show the page anew" : "New reports have come. Show them";
      told.append(more);
      document.getElementById("main").prepend(told);
    } catch (refused) { /* the desk is gone; the page stays as it is */ }
  }, document.querySelector(".linking") ? 3000 : 15000);
})();
