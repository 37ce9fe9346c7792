// What the parts of the player share.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function filled(text, values) {
  return text.replace(/\{(\w+)\}/gu, (_, name) => values[name].toLocaleString(document.documentElement.lang));
}

export function parts(section) {
  return Object.fromEntries([...section.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
}
