// All answers: grouped by kind, narrowed by facets, on the search's own page or in the place of the page one is on.

import { ask } from "./search-ask.js";
import { counted, element, filled, helplines, marked } from "./search-mark.js";
import { isUrgent } from "./search-need.js";

const FIRST = 10;
const TOGETHER = 5;
const MORE = 20;
const VALUES = 8;

export class View {
  static async of(box) {
    const standing = document.querySelector("[data-search-view]");
    return new View(box, standing ?? await borrowed());
  }

  constructor(box, section) {
    this.box = box;
    this.section = section;
    this.words = section.dataset;
    this.parts = Object.fromEntries([...section.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.chosen = new Map();
    this.turn = 0;
    this.parts.copy.addEventListener("click", () => this.copy());
    this.parts.close?.addEventListener("click", () => this.leave());
  }

  async show(text, focus = false, asked = null) {
    const turn = this.turn += 1;
    if (!/[\p{L}\p{N}]/u.test(text)) {
      this.open(false);
      return this.box.say("");
    }
    try {
      const found = await ask(text);
      if (asked) this.choose(asked, found.index);
      const kinds = await found.index.facet("kind");
      if (turn !== this.turn) return undefined;
      this.found = found;
      this.text = text;
      this.kinds = kinds;
      this.shown = new Map();
      this.lists = new Map([["kind", kinds]]);
      await Promise.all([...this.chosen.keys()].map((facet) => this.facet(facet)));
      await this.draw(turn);
    } catch {
      this.open(true);
      this.title(this.words.offline);
    }
    if (focus) this.parts.title.focus();
    return undefined;
  }

  choose(asked, index) {
    this.chosen = new Map([...asked].filter(([name, values]) => name in index.manifest.facets && values)
      .map(([name, values]) => [name, new Set(values.split(","))]));
  }

  async facet(name) {
    const values = await this.found.index.facet(name);
    this.lists.set(name, values);
    return values;
  }

  // The results that meet all chosen facets but the one that is left out.
  met(but) {
    const limits = [...this.chosen].filter(([name, values]) => name !== but && values.size).map(([name, values]) =>
      this.lists.get(name).filter(({ value }) => values.has(value)).map(({ refs }) => refs));
    return this.found.results.filter(({ ref }) => limits.every((sets) => sets.some((refs) => refs.has(ref))));
  }

  async draw(turn = this.turn) {
    const results = this.met();
    const groups = this.kinds.map((kind) => ({ ...kind, results: results.filter(({ ref }) => kind.refs.has(ref)) }))
      .filter((group) => group.results.length)
      .sort((a, b) => b.results[0].score - a.results[0].score);
    const drawn = await Promise.all(groups.map((group) => this.group(group, groups.length)));
    const lists = await this.cards(this.found.subjects);
    if (turn !== this.turn) return;
    this.parts.groups.replaceChildren(...drawn);
    const tiles = lists.map(({ url, title, facts }) => element("li", {},
      element("a", { href: url }, title), " ", element("span", { class: "count" }, facts)));
    this.parts.subjects.replaceChildren(...(tiles.length ? [element("ul", { class: "tiles", "aria-label": this.words.lists }, ...tiles)] : []));
    this.help(results.length + lists.length === 0);
    this.facets();
    this.title(this.summary(results.length));
    this.open(true);
  }

  summary(count) {
    const { mode, instead, cut } = this.found;
    const parts = [count ? counted(this.words, "results", count) : this.words.none];
    if (instead && count) parts.unshift(filled(this.words.instead, { text: instead }));
    if (mode === "some" && count) parts.push(this.words.some);
    if (cut) parts.push(this.words.cut);
    return parts.join(" ");
  }

  title(text) {
    this.parts.title.textContent = text;
    this.box.say(text);
  }

  async cards(results) {
    return this.found.index.cards(results.map(({ ref }) => ref));
  }

  async group({ value, label, results }, groups) {
    const limit = this.shown.get(value) ?? (groups > 1 ? TOGETHER : FIRST);
    const cards = await this.cards(results.slice(0, limit));
    const list = element("ul", { class: "found" }, ...cards.map((card) => this.item(card)));
    const head = element("h3", { id: `found-${value}` }, `${label} `, element("span", { class: "count" }, results.length.toLocaleString()));
    const section = element("section", { "aria-labelledby": `found-${value}` }, head, list);
    if (results.length > limit) {
      const more = element("button", { type: "button", class: "plain-button" }, filled(this.words.more, { kind: label }));
      more.addEventListener("click", async () => {
        this.shown.set(value, limit + MORE);
        const larger = await this.group({ value, label, results }, groups);
        section.replaceWith(larger);
        larger.querySelectorAll("a")[limit]?.focus();
      });
      section.append(more);
    }
    return section;
  }

  item({ url, kind, title, line, facts, state, sample }) {
    const { words: asked, index: { lunr } } = this.found;
    const away = /^https?:/u.test(url);
    const link = element("a", { href: url, rel: away && "nofollow noopener noreferrer", translate: kind === "person" || kind === "organisation" ? "no" : null },
      element("bdi", {}, ...marked(title, asked, lunr)));
    const item = element("li", {}, element("h4", {}, link));
    if (sample) item.firstChild.append(" ", element("span", { class: "sample" }, this.words.sample));
    if (line) item.append(element("p", { dir: "auto" }, ...marked(line, asked, lunr)));
    if (facts || state) {
      const told = this.words[state] ? [element("span", { class: `state state-${state}` }, this.words[state])] : [];
      item.append(element("p", { class: "small", dir: "auto" }, ...marked(facts, asked, lunr), ...(told.length && facts ? [" · "] : []), ...told));
    }
    return item;
  }

  // The numbers to call, first where the words sound like need, and where nothing was found.
  help(none) {
    const urgent = isUrgent(this.text, this.found.index.manifest);
    this.parts.help.hidden = !(urgent || none);
    this.parts.numbers.replaceChildren(element("ul", { class: "numbers" }, ...helplines().map((item) => item.cloneNode(true))));
    this.parts.wider.hidden = !none;
  }

  facets() {
    const names = Object.keys(this.found.index.manifest.facets);
    for (const details of this.parts.facets.querySelectorAll("details")) {
      const name = details.dataset.facet;
      details.hidden = !names.includes(name);
      if (!details.dataset.ready) {
        details.dataset.ready = "yes";
        details.addEventListener("toggle", () => details.open && this.values(details, name));
      }
      if (this.chosen.get(name)?.size) details.open = true;
      if (details.open && !details.hidden) this.values(details, name);
    }
  }

  async values(details, name) {
    const values = await this.facet(name);
    const refs = new Set(this.met(name).map(({ ref }) => ref));
    const chosen = this.chosen.get(name) ?? new Set();
    const counts = values.map((value) => ({ ...value, count: [...refs].reduce((sum, ref) => sum + value.refs.has(ref), 0) }))
      .filter(({ value, count }) => count || chosen.has(value))
      .sort((a, b) => chosen.has(b.value) - chosen.has(a.value) || b.count - a.count || a.label.localeCompare(b.label));
    const list = element("ul", { class: "choices" });
    const place = details.lastElementChild;
    const focused = place.contains(document.activeElement) ? document.activeElement.value : null;
    const draw = (most) => {
      list.replaceChildren(...counts.slice(0, most).map((one) => this.value(name, one, chosen)));
      if (counts.length > most) {
        const more = element("button", { type: "button", class: "plain-button" }, this.words.all);
        more.addEventListener("click", () => {
          draw(Infinity);
          list.querySelectorAll("input")[most].focus();
        });
        list.append(element("li", {}, more));
      }
    };
    draw(VALUES);
    place.replaceChildren(...(counts.length ? [list] : []));
    if (focused !== null) list.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
  }

  value(name, { value, label, count }, chosen) {
    const input = element("input", { type: "checkbox", value, checked: chosen.has(value) && "" });
    input.addEventListener("change", () => {
      chosen[input.checked ? "add" : "delete"](value);
      this.chosen.set(name, chosen);
      this.shown.clear();
      this.draw();
    });
    return element("li", {}, element("label", {}, input, " ", element("span", { dir: "auto" }, label), " ",
      element("span", { class: "count" }, count.toLocaleString())));
  }

  // The only way in which a question gets into an address: behind the #, which no server sees.
  async copy() {
    const asked = new URLSearchParams({ q: this.text });
    for (const [name, values] of this.chosen) if (values.size) asked.set(name, [...values].join(","));
    const address = new URL(`/search/#${asked}`, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      this.box.say(this.words.copied);
    } catch {
      this.parts.address.hidden = false;
      this.parts.address.value = address;
      this.parts.address.select();
    }
  }

  open(isOpen) {
    this.section.hidden = !isOpen;
    if (!("embedded" in this.words)) return;
    for (const part of document.querySelector("main").children) if (part !== this.section) part.hidden = isOpen;
  }

  leave() {
    this.open(false);
    this.box.input.value = "";
    this.box.input.focus();
    this.box.say("");
  }
}

// Other pages have no place for results: the search's own page lends it, words and all.
async function borrowed() {
  const answer = await fetch("/search/");
  if (!answer.ok) throw new Error(`/search/: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const section = document.importNode(page.querySelector("[data-search-view]"), true);
  section.dataset.embedded = "";
  section.querySelector("[data-part=close]").hidden = false;
  document.querySelector("main").prepend(section);
  return section;
}
