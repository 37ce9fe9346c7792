// The search's page in the place of any other: a step in the history with nothing of the question in it.
// Both pages live in this document, so that Back finds the one as it was and Forward the other, with words and results.

import { here, searchPage, wire } from "./search.js";

const PARTS = "body > .masthead, body > .crumbs, body > main";
const pages = new Map();

function pageOf(from) {
  const { lang, dir } = from.documentElement;
  return { parts: [...from.querySelectorAll(PARTS)], title: from.title, lang, dir, scroll: 0, focus: null };
}

// Shows the search's page and gives its form.
export async function enter() {
  const { pathname } = new URL(document.querySelector("[data-module=search]").action);
  if (!pages.has(pathname)) pages.set(pathname, adopted(pageOf(await searchPage())));
  if (!pages.has(here.path)) pages.set(here.path, pageOf(document));
  Object.assign(pages.get(pathname), { scroll: 0, focus: null });
  // The browser would scroll the page that is still there, before the other one stands in its place.
  history.scrollRestoration = "manual";
  history.pushState(null, "", pathname);
  here.turn = turn;
  turn();
  return document.querySelector("main [data-module=search]");
}

function adopted(page) {
  page.parts = page.parts.map((part) => document.adoptNode(part));
  page.parts.flatMap((part) => [...part.querySelectorAll("[data-module=search]")]).forEach(wire);
  return page;
}

function turn() {
  const [from, to] = [here.path, location.pathname].map((path) => pages.get(path));
  if (!to) return location.reload();
  Object.assign(from, { scroll: scrollY, focus: document.activeElement });
  here.path = location.pathname;
  from.parts[0].before(...to.parts);
  from.parts.forEach((part) => part.remove());
  document.title = to.title;
  Object.assign(document.documentElement, { lang: to.lang, dir: to.dir });
  scrollTo({ top: to.scroll, behavior: "instant" });
  return to.focus?.focus({ preventScroll: true });
}
