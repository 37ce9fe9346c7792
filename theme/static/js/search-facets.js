// Narrows what was found by the values of facets. Their lists are files, and one that does not come narrows nothing.

import { element } from "./search.js";

const VALUES = 8;
const WIDE = matchMedia("(min-width: 56rem)");

class Limits {
  constructor(lists, chosen) {
    this.lists = lists;
    this.chosen = chosen;
    this.kinds = lists.get("kind") ?? [];
    this.partial = [...lists.values()].includes(null);
  }

  // The results that meet all chosen facets but the one that is left out.
  met(results, but) {
    const limits = [...this.chosen].filter(([name, values]) => name !== but && values.size && this.lists.get(name)).map(([name, values]) =>
      this.lists.get(name).filter(({ value }) => values.has(value)).map(({ refs }) => refs));
    return results.filter(({ ref }) => limits.every((sets) => sets.some((refs) => refs.has(ref))));
  }
}

export class Facets {
  constructor(parts, words, change) {
    this.place = parts.facets;
    this.all = words.all;
    this.change = change;
    this.chosen = new Map();
    for (const details of this.details()) details.addEventListener("toggle", () => details.open && this.values(details));
    WIDE.addEventListener("change", () => this.move());
    this.move();
  }

  details() {
    return this.place.querySelectorAll("[data-facet]");
  }

  // Beside the results and after them where there is room; above them, and folded, where there is not.
  move() {
    this.place.open = WIDE.matches;
    this.place.parentElement[WIDE.matches ? "append" : "prepend"](this.place);
  }

  reset(asked) {
    const names = new Set([...this.details()].map(({ dataset }) => dataset.facet));
    this.chosen = new Map([...asked].filter(([name, values]) => names.has(name) && values).map(([name, values]) => [name, new Set(values.split(","))]));
  }

  asked() {
    return Object.fromEntries([...this.chosen].filter(([, values]) => values.size).map(([name, values]) => [name, [...values].join(",")]));
  }

  async limits(index) {
    const names = new Set(["kind", ...this.chosen.keys()].filter((name) => name in index.manifest.facets));
    const lists = await Promise.all([...names].map((name) => index.facet(name).catch(() => null)));
    return new Limits(new Map([...names].map((name, at) => [name, lists[at]])), this.chosen);
  }

  // [label, remove] of what was chosen, as it may be folded away.
  chips({ lists }) {
    return [...this.chosen].flatMap(([name, values]) => (lists.get(name) ?? []).filter(({ value }) => values.has(value))
      .map(({ value, label }) => [label, async (focus) => {
        values.delete(value);
        await this.change();
        focus().focus();
      }]));
  }

  draw(found, limits, any) {
    this.found = found;
    this.limits_ = limits;
    this.place.hidden = !any && !limits.chosen.size;
    for (const details of this.details()) {
      const name = details.dataset.facet;
      details.hidden = !(name in found.index.manifest.facets);
      if (this.chosen.get(name)?.size) details.open = true;
      if (details.open && !details.hidden) this.values(details);
    }
  }

  async values(details) {
    const { found, limits_: limits } = this;
    const name = details.dataset.facet;
    const values = await found.index.facet(name).catch(() => []);
    if (this.found !== found || this.limits_ !== limits) return;
    const chosen = this.chosen.get(name) ?? new Set();
    const refs = new Set(limits.met(found.results, name).map(({ ref }) => ref));
    const counts = values.map((value) => ({ ...value, count: [...refs].reduce((sum, ref) => sum + value.refs.has(ref), 0) }))
      .filter(({ value, count }) => count || chosen.has(value))
      .sort((a, b) => chosen.has(b.value) - chosen.has(a.value) || b.count - a.count || a.label.localeCompare(b.label));
    this.list(details.lastElementChild, counts, (one) => this.value(name, one, chosen));
  }

  list(place, counts, item) {
    const focused = place.contains(document.activeElement) ? document.activeElement.value : null;
    const list = element("ul", { class: "choices" });
    const draw = (most) => {
      list.replaceChildren(...counts.slice(0, most).map(item));
      if (counts.length <= most) return;
      const more = element("button", { type: "button", class: "plain-button" }, this.all);
      more.addEventListener("click", () => {
        draw(Infinity);
        list.querySelectorAll("input")[most].focus();
      });
      list.append(element("li", {}, more));
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
      this.change();
    });
    return element("li", {}, element("label", {}, input, " ", element("span", { dir: "auto" }, label), " ",
      element("span", { class: "count" }, count.toLocaleString())));
  }
}
