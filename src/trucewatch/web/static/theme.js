"use strict";
// Before the page is drawn: the theme a person chose; without one the system's.
(function () {
  try {
    var held = localStorage.getItem("theme");
    if (held === "light" || held === "dark") document.documentElement.dataset.theme = held;
  } catch (refused) { /* no storage: the system's theme stands */ }
})();
