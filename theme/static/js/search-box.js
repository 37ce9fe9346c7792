// The box: answers below it while somebody types (a combobox, as the ARIA practices describe it), all of them on Enter.

import { ask } from "./search-ask.js";
import { counted, element, filled, helplines, marked } from "./search-mark.js";
import { isUrgent } from "./search-need.js";

const SHOWN = 6;
const PAUSE_MS = 90;
const boxes = new WeakMap();

export function attach(form) {
  if (!boxes.has(form)) boxes.set(form, new Box(form));
  return boxes.get(form);
}

class Box {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input");
    this.status = form.querySelector("[role=status]");
    this.words = form.dataset;
    this.asked = 0;
    this.active = -1;
    this.live = Boolean(form.closest("[data-live]"));
    this.input.addEventListener("input", () => this.later());
    if (this.live) return;
    this.list = element("ul", { role: "listbox", id: `${this.input.id}-list`, "aria-label": this.words.list, hidden: "" });
    this.input.after(this.list);
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || this.close());
    if (this.input.value) this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.answer(), PAUSE_MS);
  }

  // Only the answer to the last question counts.
  async answer() {
    const text = this.input.value;
    const turn = this.asked += 1;
    if (this.live) return (await this.view()).show(text);
    if ([...text.trim()].length < 2 && !/\p{Lo}/u.test(text)) return this.close();
    try {
      const found = await ask(text);
      const refs = [...found.subjects, ...found.results].slice(0, SHOWN).map(({ ref }) => ref);
      const cards = await found.index.cards(refs);
      if (turn === this.asked && this.form.contains(document.activeElement)) this.show(found, cards);
    } catch {
      if (turn === this.asked) this.say(this.words.offline, true);
    }
    return undefined;
  }

  show(found, cards) {
    const options = cards.map((card) => this.option(card, found));
    if (isUrgent(this.input.value, found.index.manifest)) options.unshift(...this.urgent());
    const total = found.results.length + found.subjects.length;
    if (total) options.push(element("li", { role: "option", class: "all" }, counted(this.words, "all", total)));
    this.list.replaceChildren(...options);
    options.forEach((option, place) => (option.id = `${this.list.id}-${place}`));
    this.active = -1;
    this.expand(options.length > 0);
    const count = total ? counted(this.words, "results", total) : this.words.none;
    this.say(found.instead && total ? `${filled(this.words.instead, { text: found.instead })} ${count}` : count);
  }

  option({ url, kind, title, line }, found) {
    const label = this.words[kind] ?? "";
    const text = kind === "subject" ? line : [label, line].filter(Boolean).join(" · ");
    const { lunr } = found.index;
    return element("li", { role: "option", "data-url": url },
      element("span", { dir: "auto" }, ...marked(title, found.words, lunr)),
      element("small", { dir: "auto" }, ...marked(text, found.words, lunr)));
  }

  urgent() {
    return helplines(2).map((item) => element("li", { role: "option", class: "urgent", "data-url": "/get-help/" },
      element("span", {}, item.querySelector("h3").textContent),
      element("small", { dir: "ltr" }, item.querySelector(".dial").textContent)));
  }

  // Read aloud; what went wrong is also seen.
  say(text, wrong = false) {
    this.status.classList.toggle("vh", !wrong);
    this.status.textContent = text;
  }

  expand(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.move(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.expand(false);
    this.say("");
  }

  move(place) {
    const options = [...this.list.children];
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    this.active = place;
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", options[place].id);
      options[place].scrollIntoView({ block: "nearest" });
    }
  }

  key(event) {
    const count = this.list.children.length;
    const isOpen = !this.list.hidden;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return void (count ? this.expand(true) : this.answer());
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = this.active < 0 && step < 0 ? count - 1 : this.active + step;
      this.move(next >= count ? -1 : next);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && isOpen && this.active >= 0) {
      event.preventDefault();
      this.choose(this.list.children[this.active]);
    }
  }

  choose(option) {
    if (!option) return;
    if (option.dataset.url) location.assign(option.dataset.url);
    else this.submit();
  }

  view() {
    this.viewing ??= import("./search-view.js").then(({ View }) => View.of(this));
    this.viewing.catch(() => (this.viewing = undefined));
    return this.viewing;
  }

  async submit() {
    if (!this.live) this.close();
    try {
      const view = await this.view();
      await view.show(this.input.value, true);
    } catch {
      this.say(this.words.offline, true);
    }
  }

  async restore(asked) {
    if (asked.get("q")) this.input.value = asked.get("q");
    const view = await this.view();
    if (this.input.value) await view.show(this.input.value, false, asked);
  }
}
