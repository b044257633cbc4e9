"use strict";
// Everything works without this file. It keeps cards that were written without a network until there is one, counts the
// time that is left, and follows the room to its next step where nobody has typed anything yet.
const STORE = "leitplanke-werkstatt", box = document.getElementById("ausgang");
const read = () => { try { return JSON.parse(localStorage.getItem(STORE)) || []; } catch { return []; } };
const write = (cards) => { localStorage.setItem(STORE, JSON.stringify(cards)); show(cards); };
const waiting = () => read().filter((one) => !one.isRefused);

function show(cards) {
  if (!box) return;
  box.replaceChildren();
  const refused = cards.filter((one) => one.isRefused);
  for (const [words, shown] of [[box.dataset.waiting, cards.filter((one) => !one.isRefused)], [box.dataset.refused, refused]]) {
    if (!shown.length) continue;
    const texts = shown.map((one) => one.text), list = document.createElement("ul"), line = document.createElement("p");
    line.textContent = words;
    list.append(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    box.append(line, list);
  }
  if (refused.length) {
    const seen = Object.assign(document.createElement("button"), { type: "button", className: "kern-btn kern-btn--secondary", textContent: box.dataset.seen });
    seen.addEventListener("click", () => write(waiting()));
    box.append(seen);
  }
  box.hidden = !box.childElementCount;
}

let isSending = false;
async function send() {
  if (isSending || !waiting().length) return;
  isSending = true;
  try {
    while (waiting().length) {
      const [card] = waiting();
      const answer = await fetch(card.to, { method: "POST", body: new URLSearchParams(card.body), redirect: "manual" });
      if (answer.status >= 500 || answer.status === 429) break;
      const others = read().filter((one) => one.key !== card.key);
      write(answer.status >= 400 ? [...others, { ...card, isRefused: true }] : others);
    }
  } catch { /* no network: the next try is soon */ } finally { isSending = false; show(read()); }
  const wall = document.getElementById("stand");
  if (wall && !waiting().length) globalThis.htmx?.ajax("GET", wall.getAttribute("hx-get"), { target: "#stand", swap: "outerHTML" })?.catch(() => {});
}

const newKey = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18)))).replaceAll("+", "-").replaceAll("/", "_");
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-outbox]")) return;
  const field = form.querySelector("textarea");
  if (!field.value.trim()) return;
  try {
    const body = Object.fromEntries(new FormData(form));
    write([...read(), { to: location.pathname, body, key: body.key, text: field.value }]);
  } catch { return; } // no room to keep it: the browser sends the form by itself
  event.preventDefault();
  field.value = "";
  form.querySelector("[name=key]").value = newKey();
  field.focus();
  send();
});
show(read());
addEventListener("online", send);
setInterval(send, 3000);
send();

const clock = document.querySelector("[data-ends]");
function tick() {
  const left = Number(clock.dataset.ends) - Math.floor(Date.now() / 1000);
  clock.textContent = left > 0 ? `${clock.dataset.left} ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : clock.dataset.over;
  clock.classList.toggle("lp-timer--over", left <= 0);
}
if (clock) { tick(); setInterval(tick, 1000); }

document.addEventListener("htmx:afterSettle", () => {
  const onward = document.querySelector("[data-next]");
  const typed = [...document.querySelectorAll("main textarea")].some((one) => one.value.trim());
  if (onward && !typed) location.assign(onward.href);
  const stage = document.querySelector("#stand[data-step]"), seen = document.querySelector(".lp-stage-steps [name=seen]");
  if (stage && seen && stage.dataset.step !== seen.value) location.reload();
});
