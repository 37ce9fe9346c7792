// Words of the glossary: a link, and beside it what the word means, on hover and on focus (WCAG 1.4.13).
// It stays while the pointer is on it, and Escape closes it.

import { element } from "./course-words.js";

const PAUSE_MS = 250;
const tip = element("span", { class: "tip", role: "tooltip", id: "tip", hidden: "" });
let shown = null;
let timer = 0;

function show(term) {
  clearTimeout(timer);
  if (shown === term) return;
  hide();
  shown = term;
  tip.textContent = term.dataset.definition;
  term.after(tip);
  term.setAttribute("aria-describedby", tip.id);
  tip.hidden = false;
  place(term);
}

// Below the word, or above it where there is no room; never over the edge of the text.
function place(term) {
  const room = tip.offsetParent.getBoundingClientRect();
  const word = term.getClientRects()[0];
  const size = tip.getBoundingClientRect();
  const isAbove = word.bottom + size.height > innerHeight && word.top > size.height;
  const start = Math.min(Math.max(0, word.left - room.left), Math.max(0, room.width - size.width));
  tip.style.insetBlockStart = `${(isAbove ? word.top - size.height : word.bottom) - room.top}px`;
  tip.style.insetInlineStart = `${getComputedStyle(term).direction === "rtl" ? room.width - start - size.width : start}px`;
}

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  tip.hidden = true;
}

const later = () => (timer = setTimeout(hide, PAUSE_MS));

export function explain() {
  for (const term of document.querySelectorAll("a.term[data-definition]")) {
    term.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && show(term));
    term.addEventListener("pointerleave", later);
    term.addEventListener("focus", () => show(term));
    term.addEventListener("blur", hide);
  }
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", later);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
}
