"use strict";
// Everything works without this file. It opens what is folded before printing, and leads to errors after a fragment was swapped,
// and puts a code that a QR code carries behind the number sign into its field, out of the history.
addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((one) => {
  one.open = true;
  addEventListener("afterprint", () => { one.open = false; }, { once: true });
}));
addEventListener("htmx:afterSettle", () => document.getElementById("fehler")?.focus());
const code = /^#([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5})$/.exec(location.hash)?.[1], field = document.querySelector("input[name=access]");
if (code && field) { field.value = code; history.replaceState(null, "", location.pathname); }
