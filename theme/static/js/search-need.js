// Whether a question sounds as if help were needed before experts: by the phrases of content/urgent-words/,
// over what was typed as it was typed. plugins/search/need_phrases.py puts them into the manifest, folded.

import { Choices, List } from "./search-phrases.js";
import { fold } from "./search-text.js";

const MOST_LETTERS = 2000;
const SHORT_NUMBER = 3;
const LISTS = ["pleas", "words", "alone", "work", "first_person"];
const compiled = new WeakMap();

// Pleas always count; the other words not where the question is a professional's and nobody speaks of themselves.
export function isUrgent(text, { need }) {
  const { choices, lists, numbers } = whole(need);
  const question = read(text, choices);
  const dialled = question.numbers.filter((number) => numbers.has(number));
  if (dialled.some(({ length }) => length > SHORT_NUMBER) || lists.pleas.has(question)) return true;
  if (!dialled.length && !lists.words.has(question) && !lists.alone.isAll(question)) return false;
  const rest = lists.work.without(question);
  return rest === question || lists.first_person.has(rest);
}

// Reads the phrases a language at a time while nothing else is to be done, so that no letter waits for all of them.
export async function prepareNeed({ need }) {
  for (const part = begun(need); part.left.length; readNext(part)) await new Promise((resolve) => setTimeout(resolve));
}

function begun(need) {
  if (!compiled.has(need)) compiled.set(need, compile(need));
  return compiled.get(need);
}

function whole(need) {
  const part = begun(need);
  while (part.left.length) readNext(part);
  return part;
}

function compile({ languages, numbers }) {
  const lists = Object.fromEntries(LISTS.map((name) => [name, new List(name)]));
  const digits = languages.flatMap(({ words }) => words.split("|")).filter((word) => /^\d+$/u.test(word));
  return { choices: new Choices(languages), lists, numbers: new Set([...numbers, ...digits]), left: [...languages] };
}

function readNext({ left, lists, choices }) {
  const language = left.shift();
  if (language) for (const list of Object.values(lists)) list.read(language, choices);
}

// {words: [{text, means}], line, numbers}: `line` for scripts without spaces, numbers in any spacing.
function read(text, choices) {
  const plain = fold(text.slice(0, MOST_LETTERS)).replace(/\p{Nd}/gu, digit);
  const words = plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return {
    words: words.map((word) => ({ text: word, means: choices.of(word) })),
    line: words.join(""),
    numbers: (plain.match(/\d[\d\s()./-]*/gu) ?? []).map((number) => number.replace(/\D/gu, "")),
  };
}

// Digits of every script stand in rows from nought to nine.
function digit(char) {
  let zero = char.codePointAt(0);
  if (zero < 0x80) return char;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && char.codePointAt(0) - zero < 9) zero -= 1;
  return String(char.codePointAt(0) - zero);
}
