// The short texts in which files of the index hold numbers, words, names and cards. plugins/search/codec.py writes them.

import { words } from "./search-text.js";

const FIRST = 35;
const LAST = 64;
const NAME = 6;
export const LETTERS = 2;
export const DIGITS = 6;
const FIRST_SIGN = 0x2e80;

export function numbers(text) {
  const found = [];
  let high = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const place = code - FIRST - (code > 92);
    if (place < LAST) {
      found.push(high * LAST + place);
      high = 0;
    } else {
      high = high * 27 + place - LAST + 1;
    }
  }
  return found;
}

export function places(gaps) {
  let before = 0;
  return numbers(gaps).map((gap) => (before += gap));
}

export function unfront(text) {
  let before = "";
  return text === "" ? [] : text.split("\n").map((line) =>
    (before = before.slice(0, line.charCodeAt(0) - 48) + line.slice(1)));
}

// Names of files stand in one text, as all are equally long.
export function named(names, at) {
  return names.slice(at * NAME, (at + 1) * NAME);
}

// What decides in which file a term is, and where in the order of files; plugins/search/buckets.py is the twin.
export function unit(term) {
  const letters = [...term];
  if (letters.length === 1 && letters[0].codePointAt(0) < FIRST_SIGN) return "";
  return letters.slice(0, /^[0-9]{6}/.test(term) ? DIGITS : LETTERS).join("");
}

export function position(text) {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    for (const byte of [text.charCodeAt(at) & 255, text.charCodeAt(at) >> 8]) value = Math.imul(value ^ byte, 0x01000193);
  }
  value = Math.imul(value ^ value >>> 15, 0x2c1b3c6d);
  return (value ^ value >>> 12) >>> 0;
}

export function card([url, kind, title, line = "", facts = "", state = 0, sample = 0], { kinds, states }) {
  return { url: url || `/experts/${words(title).join("-")}/`, kind: kinds[kind], title, line, facts, state: states[state], sample };
}

// A posting's code as the builder has it, of a count and the length of the field.
export function codeOf([, , most, , flat], times, length) {
  if (flat) return times - 1;
  return times < 3 ? (most - length) * 2 + times - 1 : most * (times - 1) + most - length;
}

export function sum(ranges) {
  return ranges.reduce((total, [from, to]) => total + to - from, 0);
}

// The dictionary of an index in one file, which needs none of its own.
export function byLength(buckets) {
  const all = new Map(buckets.flatMap(({ at }) => [...at]));
  const lengths = new Map();
  for (const term of [...all.keys()].sort()) {
    if (!lengths.has(term.length)) lengths.set(term.length, { terms: [], frequencies: [] });
    const { terms, frequencies } = lengths.get(term.length);
    terms.push(term);
    frequencies.push(sum(all.get(term)));
  }
  return new Map([...lengths].sort(([one], [other]) => one - other));
}
