// Whether a text sounds as if help were needed before experts.

import { words } from "./search-text.js";

// Whether one of the editors' words is in it, content/urgent-words.yaml, or several that stand together.
export function isUrgent(text, manifest) {
  const said = ` ${words(text).join(" ")} `;
  return manifest.urgent.split("|").some((phrase) => phrase && said.includes(` ${phrase} `));
}
