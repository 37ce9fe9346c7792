// Texts of the search: filled, counted by the rules of the language, and marked where they match.

import { stemmed } from "./search-parse.js";
import { indexWords } from "./search-text.js";
import { element } from "./search.js";

const RUN = /[\p{L}\p{M}\p{N}'’]+/gu;
const LONGEST = 80;

// The text as nodes, with <mark> around the words that were asked for.
export function marked(text, asked, lunr) {
  const nodes = [];
  const wanted = asked.filter(({ without }) => !without);
  let last = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const found = indexWords(run).some((word) => wanted.some((one) => isMeant(one, word, lunr)));
    if (!found) continue;
    nodes.push(text.slice(last, index), element("mark", {}, run));
    last = index + run.length;
  }
  return [...nodes, text.slice(last)];
}

function isMeant(asked, word, lunr) {
  if (word === asked.word || (asked.prefix && !asked.stop && word.startsWith(asked.word))) return true;
  const stem = stemmed(lunr, word);
  return !asked.stop && (stem === asked.stem || asked.also.has(stem) || asked.also.has(word));
}

// As parts: text, and what stands for each {name}.
export function phrase(text, values) {
  return text.split(/\{(\w+)\}/u).map((part, at) => (at % 2 ? values[part] : part));
}

export function filled(text, values) {
  return phrase(text, values).join("");
}

// The text for a number by the rules of the page's language: "1 result", "{n} results".
export function counted(dataset, name, n) {
  const language = document.documentElement.lang;
  const rule = new Intl.PluralRules(language).select(n) === "one" ? "One" : "";
  return (dataset[name + rule] ?? dataset[name]).replace("{n}", n.toLocaleString(language));
}

// How many results a heading speaks of: where some meet every word, those that nearly do follow them uncounted.
export function countOf(results) {
  return results.filter(({ missing }) => !missing.length).length || results.length;
}

// What was typed, to be shown in a sentence of another direction, and not in full where it is very long.
export function quoted(text) {
  const signs = [...text.trim()];
  return element("bdi", { translate: "no" }, signs.length > LONGEST ? `${signs.slice(0, LONGEST).join("")}…` : signs.join(""));
}

// "without: albanian", for a result that lacks a word.
export function lacking({ missing }, words) {
  return missing.length ? phrase(words.lacks, { words: element("bdi", { translate: "no" }, missing.join(", ")) }) : [];
}
