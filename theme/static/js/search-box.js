// The box: answers below it while somebody types (a combobox, as the ARIA practices describe it), all of them on Enter.

import { enter } from "./search-history.js";
import { countOf, counted, filled, lacking, marked, phrase, quoted } from "./search-mark.js";
import { cards, SLOW_MS, Turns } from "./search-turns.js";
import { View } from "./search-view.js";
import { element, fail, numbers } from "./search.js";

const SHOWN = 6;
const PAUSE_MS = 90;
const REST_MS = 1000;
const boxes = new WeakMap();

export function attach(form) {
  if (!boxes.has(form)) boxes.set(form, new Box(form));
  return boxes.get(form);
}

// Enter then takes what is composed; Safari says so by the code alone, as the composition has just ended.
function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

class Box {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input");
    this.status = form.querySelector("[role=status]");
    this.panel = form.querySelector(".suggestions");
    this.words = form.dataset;
    this.turns = new Turns();
    this.input.addEventListener("input", (event) => event.isComposing || this.later());
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    if (form.closest("[data-live]")) this.view = new View(this);
    else this.combine();
    if (this.input.value) this.later();
  }

  combine() {
    this.list = element("ul", { role: "listbox", id: `${this.input.id}-list`, "aria-label": this.words.list, hidden: "" });
    this.active = -1;
    this.panel.replaceChildren(this.list);
    this.panel.hidden = true;
    // A click there takes the focus from the box in no browser, so that nothing closes before it arrives.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    this.input.setAttribute("aria-controls", this.list.id);
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    this.form.addEventListener("focusout", (event) => this.form.contains(event.relatedTarget) || this.close());
  }

  // What stands there answers another question from now on, so it is not to be chosen.
  later() {
    clearTimeout(this.timer);
    this.say("");
    if (this.view) this.view.wait();
    else this.wait();
    this.timer = setTimeout(() => (this.view ? this.view.show(this.input.value) : this.answer()), PAUSE_MS);
  }

  wait() {
    this.move(-1);
    this.panel.setAttribute("aria-busy", "true");
  }

  answer(options = {}) {
    const text = this.input.value;
    if ([...text.trim()].length < 2 && !/\p{Lo}/u.test(text)) return this.close();
    let urgent = false;
    const loading = () => this.draw({ urgent, notes: [this.words.loading] });
    return this.turns.ask(text, options, {
      urgent: () => {
        urgent = true;
        if (!this.panel.querySelector(".urgent")) loading();
      },
      slow: loading,
      prepare: async ({ index, subjects, results }) => {
        const wanted = await index.withCards([...subjects, ...results], SHOWN);
        const shown = await cards(index, wanted);
        return { shown, lost: shown.length < wanted.length };
      },
      found: (found, prepared) => this.show(found, prepared),
      failed: () => this.fail(() => this.answer({ again: true })),
    });
  }

  fail(again) {
    this.draw({});
    fail(this.form, again);
  }

  show(found, { shown, lost }) {
    const total = found.results.length + found.subjects.length;
    const absent = found.absent.map(({ label }) => filled(this.words.absent, { name: label }));
    const notes = [
      ...absent,
      !total && !absent.length && this.words.none,
      total && found.mode === "some" && this.words.some,
      (found.partial || lost) && this.words.partial,
    ].filter(Boolean);
    const offer = found.offer && element("li", { role: "option", class: "all", "data-text": found.offer },
      element("span", {}, ...phrase(this.words.offer, { text: quoted(found.offer) })));
    const lists = found.absent.map(({ url }) => element("li", { role: "option", class: "all", "data-url": url }, this.words.nearest));
    const whole = countOf(found.results) + found.subjects.length;
    const all = total && element("li", { role: "option", class: "all" }, counted(this.words, "all", whole));
    const options = [offer, ...lists, ...shown.map((card) => this.option(card, found)), all].filter(Boolean);
    this.draw({ urgent: found.urgent, notes, options, none: !total });
    const count = total && counted(this.words, "results", whole);
    this.say([found.urgent && this.panel.firstChild.textContent, ...notes, count, offer && offer.textContent].filter(Boolean).join(" "));
  }

  option(card, { index: { lunr }, words: asked }) {
    const { url, kind, title, line } = card;
    const text = kind === "subject" ? line : [this.words[kind], line].filter(Boolean).join(" · ");
    const missing = lacking(card, this.words);
    return element("li", { role: "option", "data-url": url },
      element("span", {}, element("bdi", {}, ...marked(title, asked, lunr))),
      element("small", {}, element("bdi", {}, ...marked(text, asked, lunr))),
      ...(missing.length ? [element("small", {}, ...missing)] : []));
  }

  // Numbers to call come first where the words sound like need, and last where there is nothing else.
  draw({ urgent = false, notes = [], options = [], none = false }) {
    options.forEach((option, place) => (option.id = `${this.list.id}-${place}`));
    this.list.replaceChildren(...options);
    this.list.hidden = !options.length;
    const help = () => element("div", { class: "urgent" }, element("p", { class: "note" }, `${this.words.help} `), numbers());
    this.panel.replaceChildren(...(urgent ? [help()] : []), ...notes.map((note) => element("p", { class: "note" }, note)),
      this.list, ...(none && !urgent ? [numbers()] : []));
    this.panel.removeAttribute("aria-busy");
    this.expand(this.form.contains(document.activeElement));
  }

  // Read aloud when typing rests, not at each letter.
  say(text, wait = REST_MS) {
    clearTimeout(this.saying);
    this.status.textContent = "";
    this.saying = setTimeout(() => (this.status.textContent = text), wait);
  }

  expand(open) {
    const opens = open && this.panel.hidden;
    this.panel.hidden = !open;
    if (opens) this.panel.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-expanded", String(open && !this.list.hidden));
    this.move(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.turns.drop();
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
    if (isComposing(event)) {
      if (event.key === "Enter") event.preventDefault();
    } else if (!this.view) this.steer(event);
  }

  steer(event) {
    const isOpen = !this.panel.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.step(event.key === "ArrowDown" ? 1 : -1, isOpen);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && isOpen && this.active >= 0) {
      event.preventDefault();
      this.choose(this.list.children[this.active]);
    }
  }

  step(step, isOpen) {
    const count = this.list.children.length;
    if (!isOpen) return count ? this.expand(true) : this.answer();
    const next = this.active < 0 && step < 0 ? count - 1 : this.active + step;
    return this.move(next >= count ? -1 : next);
  }

  choose(option) {
    if (!option) return;
    const { url, text } = option.dataset;
    if (url) location.assign(url);
    else if (text) {
      this.input.value = text;
      this.answer();
    } else this.submit();
  }

  async submit() {
    clearTimeout(this.timer);
    const text = this.input.value;
    if (this.view) return this.view.show(text, { focus: true });
    this.wait();
    const slow = setTimeout(() => this.draw({ notes: [this.words.loading] }), SLOW_MS);
    try {
      const form = await enter();
      this.close();
      return attach(form).begin(text);
    } catch {
      return this.fail(() => this.submit());
    } finally {
      clearTimeout(slow);
    }
  }

  begin(text) {
    this.input.value = text;
    this.view.reset();
    if (text.trim()) return this.view.show(text, { focus: true });
    this.view.clear();
    return this.input.focus();
  }

  // A link that was copied: the words, and what they were narrowed to.
  restore(asked) {
    this.input.value = asked.get("q");
    this.view.reset(asked);
    return this.view.show(this.input.value, { focus: true });
  }
}
