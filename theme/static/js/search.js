// Brings the search to its forms, and fetches nothing before somebody turns to one of them.

const forms = document.querySelectorAll("[data-module=search]");
const scripts = ["text", "index", "ask", "mark", "box"];
let ready;

// All at once: a slow line costs one way there and back, not one for each file.
function start() {
  const load = (name) => import(`./search-${name}.js`);
  ready ??= Promise.all(scripts.map(load)).then((modules) => {
    modules[2].open().catch(() => {});
    return modules[4];
  }).catch((error) => {
    ready = undefined;
    throw error;
  });
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
  const begin = () => start().then(({ attach }) => attach(form), () => fail(form));
  form.addEventListener("focusin", begin);
  form.addEventListener("pointerenter", begin, { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const box = await begin();
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
