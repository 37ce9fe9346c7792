// What was found, grouped by kind: those of the best result first.

import { counted, filled, lacking, marked } from "./search-mark.js";
import { cards } from "./search-turns.js";
import { element } from "./search.js";

const FIRST = 10;
const TOGETHER = 5;
const MORE = 20;

export class Results {
  constructor(parts, words) {
    this.parts = parts;
    this.words = words;
  }

  // Groups with their first cards. Without the list of kinds, which is a file like others, all are one group.
  prepare(found, kinds, results) {
    const groups = kinds.map(({ value, label, refs }) => ({ value, label, results: results.filter(({ ref }) => refs.has(ref)) }));
    const known = new Set(groups.flatMap((group) => group.results));
    groups.push({ value: "other", label: this.words.other, results: results.filter((result) => !known.has(result)) });
    const filledOnes = groups.filter((group) => group.results.length)
      .sort((a, b) => results.indexOf(a.results[0]) - results.indexOf(b.results[0]));
    return Promise.all(filledOnes.map((group) => this.upTo(found, group, filledOnes.length > 1 ? TOGETHER : FIRST)));
  }

  // At first only what is at hand where one word was asked: the names of more files would tell which.
  async upTo(found, group, limit, all = false) {
    const wanted = all ? group.results.slice(0, limit) : await found.index.withCards(group.results, limit);
    const shown = await cards(found.index, wanted);
    return { ...group, limit, cards: shown, lost: shown.length < wanted.length };
  }

  draw(found, groups, lists) {
    const tiles = lists.map(({ url, title, facts }) => element("li", {},
      element("a", { href: url }, title), " ", element("span", { class: "count" }, facts)));
    this.parts.subjects.replaceChildren(...(tiles.length ? [element("ul", { class: "tiles", "aria-label": this.words.lists }, ...tiles)] : []));
    this.parts.groups.replaceChildren(...groups.map((group) => this.group(found, group)));
  }

  group(found, group) {
    const { value, label, results, limit } = group;
    const list = element("ul", { class: "found" }, ...group.cards.map((card) => this.item(card, found)));
    const head = element("h3", { id: `found-${value}` }, `${label} `, element("span", { class: "count" }, results.length.toLocaleString()));
    const section = element("section", { "aria-labelledby": `found-${value}` }, head, list);
    if (results.length > group.cards.length) {
      const more = element("button", { type: "button", class: "plain-button" }, filled(this.words.more, { kind: label }));
      more.addEventListener("click", async () => {
        const larger = this.group(found, await this.upTo(found, group, limit + MORE, true));
        section.replaceWith(larger);
        (larger.querySelectorAll("h4 a")[limit] ?? larger.querySelector("button"))?.focus();
      });
      section.append(more);
    }
    return section;
  }

  item(card, found) {
    const { url, kind, title, line, facts, sample } = card;
    const { words: asked, index: { lunr } } = found;
    const away = /^https?:/u.test(url);
    const isName = ["person", "organisation", "helpline"].includes(kind);
    const link = element("a", { href: url, rel: away && "nofollow noopener noreferrer", translate: isName && "no" },
      element("bdi", {}, ...marked(title, asked, lunr)));
    const item = element("li", {}, element("h4", {}, link));
    if (sample) item.firstChild.append(" ", element("span", { class: "sample" }, this.words.sample));
    if (line) item.append(element("p", {}, element("bdi", {}, ...marked(line, asked, lunr))));
    const told = [facts && element("bdi", {}, ...marked(facts, asked, lunr)), ...this.states(card)].filter(Boolean);
    if (told.length) item.append(element("p", { class: "small inline" }, ...told));
    const missing = lacking(card, this.words);
    if (missing.length) item.append(element("p", { class: "small" }, ...missing));
    return item;
  }

  // By word and shape, as on a card; one that is late with its check is told of, whatever else it is.
  states({ state, late }) {
    return [state, late && "overdue"].filter(Boolean)
      .map((name) => this.parts.states.content.querySelector(`.state-${name}`)?.cloneNode(true));
  }
}
