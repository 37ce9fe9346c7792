// Brings the search to its forms, and fetches nothing before somebody turns to one of them.

const forms = document.querySelectorAll("[data-module=search]");
const root = new URL("../../", import.meta.url);
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

export async function json(address, options) {
  const answer = await fetch(new URL(address, root), options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// lunr.js and the manifest, once; `fresh` past the browser's cache, for a build may have renamed the files.
export function begin(fresh = false) {
  if (fresh) first = undefined;
  first ??= Promise.all([globalThis.lunr ?? lunr(), json("search/manifest.json", fresh ? { cache: "reload" } : {})]);
  first.catch(() => (first = undefined));
  return first;
}

// All at once: a slow line costs one way there and back, not one for each file.
export function start() {
  begin();
  ready ??= Promise.all([
    import("./search-box.js"), import("./search-ask.js"), import("./search-index.js"), import("./search-mark.js"),
    import("./search-letters.js"), import("./search-manner.js"), import("./search-numbers.js"), import("./search-parse.js"),
    import("./search-text.js"),
  ]).then(([box]) => box);
  ready.catch(() => (ready = undefined));
  return ready;
}

function fail(form) {
  const status = form.querySelector("[role=status]");
  status.classList.remove("vh");
  status.textContent = form.dataset.offline;
}

for (const form of forms) {
  // Now, and not on focus: a reader of screens says what it is when one comes to it.
  if (!form.closest("[data-live]")) {
    const box = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(box)) form.querySelector("input").setAttribute(name, value);
  }
  const meet = () => start().then(({ attach }) => attach(form), () => fail(form));
  form.addEventListener("focusin", meet);
  form.addEventListener("pointerenter", meet, { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const box = await meet();
    box?.submit();
  });
}

// The page of the search itself: a link that a professional copied carries the question behind the #.
if (document.querySelector("[data-search-view]:not([data-embedded])")) {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (location.hash) history.replaceState(null, "", location.pathname);
  const form = document.querySelector("main [data-module=search]");
  start().then(({ attach }) => attach(form)).then((box) => box.restore(asked)).catch(() => fail(form));
}
