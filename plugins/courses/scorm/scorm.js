// The conversation with a learning system by the run-time of SCORM 1.2: where its API is, what is said, how it ends.

const FAR = 500; // windows to look through, as the standard's own example does

function inParents(start) {
  let here = start;
  for (let step = 0; here && step < FAR; step += 1) {
    try {
      if (here.API) return here.API;
    } catch {
      return null; // a window of another site
    }
    if (here.parent === here) return null;
    here = here.parent;
  }
  return null;
}

const api = inParents(window) ?? inParents(window.opener);
const began = Date.now();
let isOpen = Boolean(api) && api.LMSInitialize("") === "true";

export function get(name) {
  return isOpen ? api.LMSGetValue(name) : "";
}

export function set(name, value) {
  return isOpen && api.LMSSetValue(name, String(value)) === "true";
}

export function commit() {
  if (isOpen) api.LMSCommit("");
}

// hhhh:mm:ss, as the data model asks.
export function timespan(ms) {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part, place) => String(part).padStart(place ? 2 : 4, "0")).join(":");
}

// A course that was passed once stays passed, whatever is answered later.
const before = get("cmi.core.lesson_status");
const wasPassed = before === "passed" || before === "completed";
const best = wasPassed ? Number(get("cmi.core.score.raw")) || 0 : 0;
let isDone = wasPassed;

function answered({ detail: { right, of, answered: done } }) {
  const { pass } = JSON.parse(document.querySelector("[data-course]").dataset.course);
  const need = Math.ceil((of * pass) / 100);
  const score = Math.round((100 * right) / of);
  isDone = wasPassed || done === of;
  if (score >= best) set("cmi.core.score.raw", score);
  if (!wasPassed) set("cmi.core.lesson_status", done < of ? "incomplete" : right >= need ? "passed" : "failed");
  commit();
}

function finish() {
  if (!isOpen) return;
  set("cmi.core.session_time", timespan(Date.now() - began));
  set("cmi.core.exit", isDone ? "" : "suspend");
  commit();
  api.LMSFinish("");
  isOpen = false;
}

set("cmi.core.score.min", 0);
set("cmi.core.score.max", 100);
if (!wasPassed && before !== "failed") set("cmi.core.lesson_status", "incomplete");
commit();
document.addEventListener("course:answered", answered);
addEventListener("pagehide", finish);
// A page that comes back from the browser's memory has said goodbye already.
addEventListener("pageshow", ({ persisted }) => persisted && api && location.reload());
