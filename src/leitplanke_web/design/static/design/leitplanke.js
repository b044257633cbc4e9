"use strict";
// Everything works without this file. It opens what is folded before printing, and leads to errors after a fragment was swapped.
addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((one) => {
  one.open = true;
  addEventListener("afterprint", () => { one.open = false; }, { once: true });
}));
addEventListener("htmx:afterSettle", () => document.getElementById("fehler")?.focus());
