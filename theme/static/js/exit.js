// Leaves the site at once: covers the page, then replaces it, so that Back does not return to it.
// Without this script the exit is a plain link. It cannot erase history, and nothing here says so.

const PRESSES = 3;
const WITHIN_MS = 5000;

const link = document.querySelector("[data-module=exit]");
const status = document.createElement("p");
status.className = "vh";
status.setAttribute("role", "status");

let presses = 0;
let alone = false;
let timer = 0;
let title = "";

// What a course kept on this device, as it was asked to. Nothing else of this site is ever kept.
function forget() {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function leave() {
  forget();
  title = document.title;
  document.title = link.dataset.cover;
  document.documentElement.classList.add("leaving");
  const cover = document.createElement("div");
  cover.className = "exit-cover";
  cover.setAttribute("role", "alert");
  cover.textContent = link.dataset.cover;
  document.body.append(cover);
  location.replace(link.href);
}

function reset() {
  clearTimeout(timer);
  presses = 0;
  status.textContent = "";
}

function count() {
  presses += 1;
  clearTimeout(timer);
  timer = setTimeout(reset, WITHIN_MS);
  const left = PRESSES - presses;
  if (left === 0) {
    reset();
    leave();
  } else {
    status.textContent = left === 1 ? link.dataset.last : link.dataset.progress.replace("{n}", left);
  }
}

// Counted when the key comes up, and only if no other key was pressed with it:
// a person who types capital letters must not be thrown off the page.
document.addEventListener("keydown", (event) => {
  if (event.key === "Shift") {
    alone = !event.repeat || alone;
  } else {
    alone = false;
    reset();
  }
});

document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !alone) return;
  alone = false;
  count();
});

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

// A page kept by the browser's back/forward cache would come back covered.
addEventListener("pageshow", (event) => {
  if (!event.persisted || !title) return;
  document.title = title;
  document.documentElement.classList.remove("leaving");
  document.querySelectorAll(".exit-cover").forEach((cover) => cover.remove());
  reset();
});

document.body.append(status);
