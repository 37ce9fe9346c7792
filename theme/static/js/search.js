// Brings the search to its forms, and fetches nothing before somebody turns to one of them.

const LIMIT_MS = 8000;
const MODULES = [
  "ask", "codec", "facets", "history", "index", "letters", "lexicon", "manner", "mark", "need", "numbers", "offer", "parse",
  "phrases", "query", "rank", "results", "reword", "text", "turns", "view",
];
const root = new URL("../../", import.meta.url);
const listening = new AbortController();
let ready;
let first;

function lunr() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("lunr.min.js", import.meta.url);
    script.onload = () => resolve(globalThis.lunr);
    script.onerror = () => {
      script.remove();
      reject(new Error("lunr.js did not come"));
    };
    document.head.append(script);
  });
}

// What does not come in time counts as lost: a stalled line looks like a site that is broken.
export function within(promise, ms = LIMIT_MS) {
  const late = new Promise((_, reject) => setTimeout(reject, ms, new Error("too late")));
  return Promise.race([promise, late]);
}

// A file that does not come is given up: what is there without it is better than to wait. `gone` is one that a newer
// build has renamed.
export async function json(address, options) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), LIMIT_MS);
  try {
    const answer = await fetch(new URL(address, root), { ...options, signal: ending.signal });
    if (!answer.ok) throw Object.assign(new Error(`${address}: ${answer.status}`), { gone: answer.status === 404 || answer.status === 410 });
    return await answer.json();
  } finally {
    clearTimeout(timer);
  }
}

// lunr.js and the manifest, once; `fresh` past the browser's cache, for a build may have renamed the files.
export function begin(fresh = false) {
  if (fresh) first = undefined;
  first ??= Promise.all([globalThis.lunr ?? within(lunr()), json("search/manifest.json", fresh ? { cache: "reload" } : {})]);
  first.catch(() => (first = undefined));
  return first;
}

// All at once: a slow line costs one way there and back, not one for each file.
export function start() {
  begin();
  ready ??= within(Promise.all([import("./search-box.js"), ...MODULES.map((name) => import(`./search-${name}.js`))])
    .then(([box]) => box));
  ready.catch(() => (ready = undefined));
  return ready;
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== false) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The helplines as the page has them: they need no file.
export function numbers() {
  const lines = [...document.querySelectorAll("#helplines li")].map((item) => element("li", {},
    element("span", { translate: "no" }, item.querySelector("h3").textContent),
    item.querySelector(".number").cloneNode(true),
    element("span", { class: "small" }, item.lastElementChild.textContent)));
  return element("ul", { class: "numbers" }, ...lines);
}

// The search did not come: the numbers to call are there all the same, and a way to try again.
export function fail(form, again) {
  const panel = form.querySelector(".suggestions");
  const button = element("button", { type: "button", class: "plain-button" }, form.dataset.again);
  button.addEventListener("click", () => {
    form.querySelector("input").focus();
    panel.hidden = true;
    again();
  });
  panel.replaceChildren(element("p", { class: "note" }, form.dataset.offline), button, numbers());
  panel.hidden = false;
  form.querySelector("[role=status]").textContent = form.dataset.offline;
}

// The search's page as the site has it now, for a page that lends itself its place and for one that is out of date.
export async function searchPage() {
  const answer = await within(fetch(document.querySelector("[data-module=search]").action));
  if (!answer.ok) throw new Error(`the search's page: ${answer.status}`);
  return new DOMParser().parseFromString(await within(answer.text()), "text/html");
}

// The scripts of this page are gone, as a newer build has others: they take over, with what was typed.
async function renew(form) {
  const page = await searchPage();
  const source = new URL(page.querySelector("script[src$='/search.js']").getAttribute("src"), location.href).href;
  if (source === import.meta.url) throw new Error("no newer scripts");
  const isLive = form.closest("[data-live]");
  const successor = isLive ? page.querySelector("main [data-module=search]") : form.cloneNode(true);
  const { value } = form.querySelector("input");
  if (isLive) document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  else form.replaceWith(successor);
  document.querySelector("link[rel=stylesheet]").href = page.querySelector("link[rel=stylesheet]").getAttribute("href");
  listening.abort();
  await within(import(source));
  const input = successor.querySelector("input");
  input.value = value;
  input.focus();
}

function meet(form) {
  const again = () => start().then(() => meet(form), () => renew(form)).catch(() => fail(form, again));
  return start().then(({ attach }) => attach(form), () => fail(form, again));
}

// A form is hidden, and a link to the lists in its place, until there is a script that takes what is typed.
export function wire(form) {
  const input = form.querySelector("input");
  if (form.previousElementSibling?.matches(".search-lists")) form.previousElementSibling.remove();
  form.hidden = false;
  // Now, and not on focus: a reader of screens says what it is when one comes to it.
  if (!form.closest("[data-live]")) {
    const box = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(box)) input.setAttribute(name, value);
  }
  form.addEventListener("focusin", () => meet(form));
  form.addEventListener("pointerenter", () => meet(form), { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    (await meet(form))?.submit();
  });
}

// Where this document is in the history; search-history.js gives it a second page. One that it does not hold is loaded.
export const here = { path: location.pathname, turn: () => location.reload() };

function turn() {
  if (location.pathname !== here.path) here.turn();
}

// A link that a professional copied carries the question behind the #, where no server sees it. It leaves the address at once.
async function linked() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const form = document.querySelector("main [data-live] [data-module=search]");
  if (!form) return;
  if (asked.has("q")) history.replaceState(null, "", location.pathname);
  const box = await meet(form);
  if (asked.has("q")) box?.restore(asked);
}

document.querySelectorAll("[data-module=search]").forEach(wire);
for (const [name, act] of Object.entries({ popstate: turn, pageshow: turn, hashchange: linked })) {
  addEventListener(name, act, { signal: listening.signal });
}
linked();
