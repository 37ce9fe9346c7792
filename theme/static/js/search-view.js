// All answers, on the search's own page: what was understood, what was found, and what to do where nothing was.

import { Facets } from "./search-facets.js";
import { countOf, counted, filled, phrase, quoted } from "./search-mark.js";
import { Results } from "./search-results.js";
import { cards, Turns } from "./search-turns.js";
import { element, numbers } from "./search.js";

export class View {
  constructor(box) {
    this.box = box;
    this.section = document.querySelector("[data-search-view]");
    this.words = this.section.dataset;
    this.parts = Object.fromEntries([...this.section.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.turns = new Turns();
    this.results = new Results(this.parts, this.words);
    this.facets = new Facets(this.parts, this.words, () => this.redraw());
    this.without = new Map();
    this.parts.copy.addEventListener("click", () => this.copy());
    this.parts.again.addEventListener("click", () => this.show(this.text, { focus: true, again: true }));
    this.parts.offer.addEventListener("click", () => this.instead());
  }

  // A new question; or the one of a link, with what it was narrowed to.
  reset(asked = new URLSearchParams()) {
    this.without = new Map((asked.get("without") ?? "").split(",").filter(Boolean).map((id) => [id, ""]));
    this.facets.reset(asked);
  }

  wait() {
    this.section.setAttribute("aria-busy", "true");
  }

  // `focus`: true for the heading of the answer, or a function that gives the element.
  show(text, { focus = false, again = false } = {}) {
    if (!/[\p{L}\p{N}]/u.test(text)) return this.clear();
    const focusOnce = () => {
      const target = typeof focus === "function" ? focus() : focus && this.head();
      if (target) target.focus();
      focus = false;
    };
    const wasUrgent = this.urgent && !this.section.hidden;
    this.wait();
    Object.assign(this, { text, found: null, urgent: false });
    // What was taken off stays off while the words are there that it was read from.
    this.without = new Map([...this.without].filter(([, words]) => text.includes(words)));
    return this.turns.ask(text, { without: new Set(this.without.keys()), again }, {
      urgent: () => {
        this.urgent = true;
        if (!wasUrgent) this.loading();
      },
      slow: () => {
        this.loading();
        focusOnce();
      },
      prepare: (found) => this.prepare(found),
      found: (found, prepared) => {
        this.draw(found, prepared);
        focusOnce();
      },
      failed: () => {
        this.fail();
        focusOnce();
      },
    });
  }

  clear() {
    this.turns.drop();
    this.reset();
    this.section.hidden = true;
    this.box.say("");
  }

  // The heading that comes first: that of the helplines, where it is they that are needed.
  head() {
    return this.urgent ? this.parts.help.querySelector("h2") : this.parts.title;
  }

  async prepare(found) {
    const limits = await this.facets.limits(found.index);
    const results = limits.met(found.results);
    const subjects = await found.index.withCards(found.subjects, found.subjects.length);
    const [groups, lists] = await Promise.all([this.results.prepare(found, limits.kinds, results), cards(found.index, subjects)]);
    return { limits, results, groups, lists, lost: lists.length < subjects.length };
  }

  async redraw() {
    const { found } = this;
    const turn = this.redrawn = (this.redrawn ?? 0) + 1;
    const prepared = found && await this.prepare(found);
    if (found && this.found === found && turn === this.redrawn) this.draw(found, prepared);
  }

  draw(found, { limits, results, groups, lists, lost: lostLists }) {
    this.found = found;
    this.urgent = found.urgent;
    const total = results.length + lists.length;
    this.empty();
    this.help(!total);
    const lost = found.partial || limits.partial || groups.some(({ lost: some }) => some) || lostLists;
    this.notes(found, total, lost);
    this.offer(found.offer);
    this.chips([...this.read(found), ...this.facets.chips(limits)]);
    this.results.draw(found, groups, lists);
    this.facets.draw(found, limits, results.length > 0);
    this.title(total ? counted(this.words, "results", countOf(results) + lists.length) : this.words.none);
  }

  // Nothing of the last answer stands under a new question.
  empty() {
    for (const name of ["notes", "chips", "subjects", "groups"]) this.parts[name].replaceChildren();
    for (const name of ["help", "wider", "offer", "again"]) this.parts[name].hidden = true;
    this.section.removeAttribute("aria-busy");
    this.section.hidden = false;
    this.parts.actions.hidden = false;
  }

  // Without an answer there is nothing to narrow and nothing to copy.
  blank() {
    this.empty();
    this.parts.facets.hidden = true;
    this.parts.actions.hidden = true;
  }

  loading() {
    this.blank();
    if (this.urgent) this.help();
    this.title(this.words.loading);
  }

  fail() {
    this.blank();
    this.help(true);
    this.parts.again.hidden = false;
    this.title(this.words.offline);
  }

  title(text) {
    this.parts.title.replaceChildren(...phrase(text, { text: quoted(this.text) }));
    const spoken = [this.urgent && this.parts.help.textContent, this.parts.title.textContent, this.parts.notes.textContent];
    this.box.say([...spoken, !this.parts.offer.hidden && this.parts.offer.textContent].filter(Boolean).join(" ").replace(/\s+/gu, " ").trim());
  }

  // The numbers to call: before everything where the words sound like need, after the answer where it is none.
  help(none = false) {
    this.parts.help.hidden = !(this.urgent || none);
    this.parts.numbers.replaceChildren(numbers());
    this.parts[this.urgent ? "title" : "wider"].before(this.parts.help);
    this.parts.wider.hidden = !none;
  }

  notes({ mode, cut, absent }, total, lost) {
    const say = (...parts) => this.parts.notes.append(element("p", {}, ...parts));
    for (const { label, url } of absent) {
      const list = [...this.parts.wider.querySelectorAll("a")].find((link) => link.pathname === url)?.textContent;
      say(...phrase(this.words.absent, { name: element("bdi", {}, label) }), " ",
        element("a", { href: url }, list ? filled(this.words.nearest, { list }) : this.words.near));
    }
    if (mode === "some" && total) say(this.words.some);
    if (cut) say(this.words.cut);
    if (lost) say(this.words.partial);
    this.parts.again.hidden = !lost;
  }

  // Beside what was asked, and never in its place.
  offer(text) {
    this.parts.offer.hidden = !text;
    this.parts.offer.value = text;
    this.parts.offer.replaceChildren(element("span", {}, ...phrase(this.words.offer, { text: quoted(text) })));
  }

  instead() {
    this.box.input.value = this.parts.offer.value;
    this.show(this.parts.offer.value, { focus: true });
  }

  read({ chips }) {
    return chips.map(({ id, label, text }) => [label, (focus) => {
      this.without.set(id, text);
      this.show(this.text, { focus });
    }]);
  }

  chips(chips) {
    const buttons = chips.map(([label, remove], at) => {
      const name = filled(this.words.remove, { name: label });
      const button = element("button", { type: "button", class: "chip", "aria-label": name },
        element("bdi", {}, label), element("span", { "aria-hidden": "true" }, "×"));
      button.addEventListener("click", () => remove(() => this.chipAt(at)));
      return element("li", {}, button);
    });
    this.parts.chips.replaceChildren(...buttons);
    this.parts.chips.hidden = !buttons.length;
  }

  // Where the focus goes when one is taken off: to the next, to the last, to the heading.
  chipAt(at) {
    const left = [...this.parts.chips.querySelectorAll("button")];
    return left[Math.min(at, left.length - 1)] ?? this.head();
  }

  // The only way in which a question gets into an address: behind the #, which no server sees.
  async copy() {
    const asked = new URLSearchParams({ q: this.text, ...this.facets.asked() });
    if (this.without.size) asked.set("without", [...this.without.keys()].join(","));
    const address = `${location.origin}${location.pathname}#${asked}`;
    try {
      await navigator.clipboard.writeText(address);
      this.box.say(this.words.copied, 0);
    } catch {
      this.parts.address.hidden = false;
      this.parts.address.value = address;
      this.parts.address.select();
    }
  }
}
