// Shows where a text matches.

import { words } from "./search-text.js";

const RUN = /[\p{L}\p{M}\p{N}'’]+/gu;

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== false) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The text as nodes, with <mark> around the words that were asked for.
export function marked(text, asked, lunr) {
  const nodes = [];
  const wanted = asked.filter(({ without }) => !without);
  let last = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const found = words(run).some((word) => wanted.some((one) => isMeant(one, word, lunr)));
    if (!found) continue;
    nodes.push(text.slice(last, index), element("mark", {}, run));
    last = index + run.length;
  }
  return [...nodes, text.slice(last)];
}

function isMeant(asked, word, lunr) {
  if (word === asked.word || (asked.prefix && !asked.stop && word.startsWith(asked.word))) return true;
  const stem = lunr.stemmer(new lunr.Token(word, {})).toString();
  return !asked.stop && (stem === asked.stem || asked.also.has(stem) || asked.also.has(word));
}

export function filled(text, values) {
  return text.replace(/\{(\w+)\}/gu, (_, name) => values[name]);
}

// {one: "1 result", other: "{n} results"} by the rules of the page's language.
export function counted(dataset, name, n) {
  const language = document.documentElement.lang;
  const rule = new Intl.PluralRules(language).select(n) === "one" ? "One" : "";
  return filled(dataset[name + rule] ?? dataset[name], { n: n.toLocaleString(language) });
}

export function helplines(most = 4) {
  return [...document.querySelectorAll("#helplines li")].slice(0, most);
}

