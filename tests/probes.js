// Questions that the browser tests put to an open page. One expression: an object of functions.
({
  // What reaches over the edges of the window, but for what its own box cuts off or scrolls.
  sideways() {
    const root = document.documentElement;
    const cut = (e) => e && (getComputedStyle(e).overflowX !== "visible" || cut(e.parentElement));
    const over = ({ left, right, width }) => width > 1 && (right > root.clientWidth + 1 || left < -1);
    const found = [...document.body.querySelectorAll("*")]
      .filter((e) => over(e.getBoundingClientRect()) && !cut(e.parentElement))
      .map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`);
    if (!found.length && root.scrollWidth > root.clientWidth) found.push("the page is wider than the window");
    return found.slice(0, 5);
  },

  // The element that has the focus: can any of it be seen, and is there a ring around it?
  focus() {
    const focused = document.activeElement;
    if (focused === document.body) return null;
    const points = ({ left, right, top, bottom }) =>
      [left + 1, (left + right) / 2, right - 1].flatMap((x) => [top + 1, (top + bottom) / 2, bottom - 1].map((y) => [x, y]));
    const onTop = ([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit && (focused.contains(hit) || (hit.contains(focused) && !hit.matches("html, body, main")));
    };
    const ring = [null, "::after"]
      .map((part) => getComputedStyle(focused, part))
      .some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    const seen = [...focused.getClientRects()].flatMap(points).some(onTop);
    return { name: `${focused.tagName} ${focused.textContent.trim().slice(0, 40)}`, seen, ring };
  },

  // The tab key leads to the first element next, or backwards to the last one; "focusSeen" is what it led to.
  walkFromStart() {
    this.watch("prepend");
  },

  walkFromEnd() {
    this.watch("append");
  },

  // Each press looks at what the one before has led to, which is shown by then; at first at a mark of ours.
  watch(place) {
    if (!window.focusSeen) {
      addEventListener("keydown", ({ key }) => key === "Tab" && window.focusSeen.push(this.focus()), true);
    }
    document.querySelector("#walk")?.remove();
    const mark = Object.assign(document.createElement("span"), { id: "walk", tabIndex: -1 });
    mark.style.position = "fixed";
    document.body[place](mark);
    mark.focus();
    window.focusSeen = [];
  },

  // Whatever a visit could have left on the device.
  async kept() {
    return {
      cookie: document.cookie,
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    };
  },
})
