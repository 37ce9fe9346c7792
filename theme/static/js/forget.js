// What was posted stays with the entry in the browser's history, which would send it again on the way back:
// six words, a message. Replacing the entry drops it. Without this script the browser asks before it does so.

const page = document.querySelector("[data-forget]");

function forget() {
  history.replaceState(null, "");
}

// The words after a message are shown this once: they may stay until somebody leaves for another page, so
// that a page loaded again by mistake does not lose them.
if (page.dataset.forget === "now") {
  forget();
} else {
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) forget();
  });
}
