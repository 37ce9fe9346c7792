// An editor opens what was sealed. Nothing leaves this page: its policy lets it reach no server.

import { open } from "./open-file.js";
import { keysIn } from "./open-key.js";
import { alsoReceived, box, forgetFiles } from "./open-reply.js";
import { element, message } from "./open-view.js";

const root = document.querySelector("[data-module=open]");
const part = (name) => root.querySelector(`[data-part=${name}]`);
const [form, faults, opened, drop, droppedList, status] = ["form", "faults", "opened", "drop", "dropped", "status"].map(part);
const [files, key, keyFile] = ["files", "key", "key-file"].map((id) => document.getElementById(id));
const words = JSON.parse(root.dataset.words);

let dropped = [];
let visit = 0; // rises when all is forgotten, so that what is still being opened is not shown then

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const began = visit;
  const { results, problems } = await tryAll();
  if (began !== visit) return;
  tell(problems);
  if (results.length) show(results);
});

async function tryAll() {
  const chosen = [...files.files, ...dropped];
  const problems = [];
  if (!chosen.length) problems.push(["Choose the sealed file.", "files"]);
  let keys = [];
  try {
    keys = keysIn([key.value, ...(await Promise.all([...keyFile.files].map(textOf)))].join("\n"));
  } catch (error) {
    problems.push([error.message, "key"]);
  }
  if (problems.length) return { results: [], problems };
  const tried = await Promise.allSettled(chosen.map((file) => open(file, keys)));
  tried.forEach(({ reason }, at) => {
    if (reason) problems.push([`${chosen[at].name}: ${reason.field === undefined && !reason.message ? "it does not open." : reason.message}`, reason.field ?? "files"]);
  });
  return { results: tried.filter(({ value }) => value).map(({ value }) => value), problems };
}

async function textOf(file) {
  return file.size > 65536 ? "" : file.text();
}

function tell(problems) {
  const list = element("ul", {}, ...problems.map(([text, field]) => element("li", {}, element("a", { href: `#${field}` }, text))));
  faults.replaceChildren(...(problems.length ? [element("h2", {}, "There is a problem"), list] : []));
  faults.hidden = !problems.length;
  if (problems.length) faults.focus();
}

// The same message sent twice is shown once: its two names hold one mark. Each has a place for its answer.
function show(results) {
  key.value = keyFile.value = files.value = "";
  dropped = [];
  listDropped();
  forgetFiles();
  const groups = [];
  for (const each of results) {
    const same = groups.find(([first]) => isTwin(first, each));
    if (same) same.push(each);
    else groups.push([each]);
  }
  opened.replaceChildren(...groups.map(article));
  opened.hidden = false;
  say(`${results.length} opened.`);
  if (faults.hidden) opened.firstElementChild.focus();
}

function isTwin(one, other) {
  const same = (name) => one[name] && one[name] === other[name];
  return JSON.stringify(one.answers) === JSON.stringify(other.answers) && one.form === other.form && (same("twin") || same("name"));
}

function article(group) {
  const made = message(group[0], words);
  const distinct = [...new Map(group.map((each) => [each.place?.name ?? each.name, each])).values()];
  for (const each of distinct.slice(1)) made.append(alsoReceived(each));
  const places = distinct.filter((each) => each.place);
  if (places.length) made.append(box(places.map((each) => ({ place: each.place, reference: each.caseOf || each.reference }))));
  return made;
}

function say(text) {
  status.textContent = text;
  status.hidden = !text;
}

function forget() {
  visit += 1;
  form.reset();
  key.value = "";
  dropped = [];
  listDropped();
  forgetFiles();
  tell([]);
  opened.replaceChildren();
  opened.hidden = true;
  say("");
}

function listDropped() {
  droppedList.replaceChildren(...dropped.map((file) => element("li", {}, file.name)));
  droppedList.hidden = !dropped.length;
}

part("forget").addEventListener("click", () => {
  forget();
  say("All of it is forgotten.");
  files.focus();
});

// Also a file that misses the box must not be opened by the browser, in place of this page.
for (const name of ["dragover", "drop"]) {
  addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
    if (name !== "drop" || !event.dataTransfer.files.length) return;
    dropped.push(...event.dataTransfer.files);
    listDropped();
  });
}
addEventListener("dragleave", () => drop.classList.remove("over"));
addEventListener("pagehide", forget);
addEventListener("pageshow", (event) => event.persisted && forget());

part("off").hidden = true;
form.hidden = false;
