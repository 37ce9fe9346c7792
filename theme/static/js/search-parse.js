// What was typed, as words. Of Lunr's syntax there is what people type: +must -not begin* near~1 name:asha.
// Everything else is text, so that nothing that somebody types is a mistake.

import { PREFIXES, join, weigh } from "./search-manner.js";
import { PHONE, number } from "./search-numbers.js";
import { runs, scripts } from "./search-text.js";

const MOST_WORDS = 12;
const MOST_LETTERS = 400;
const LEAST_PART = 3;
// What people call the index's fields, which may also be named as they are.
const FIELDS = { name: "name", title: "title", text: "text", topic: "topics", country: "places", place: "places", language: "languages", group: "groups" };
const POSTCODE = /^([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})$/u;
const POSSESSIVE = /['\u2019\u02bc\uff07][sS](?![0-9A-Za-z'\u2019])/gu;
const AROUND = /^[\s"'“”‘’«»(\[{<,;:!?]+|[\s"'“”‘’«»)\]}>,;:!?]+$/gu;

// {words: [word], cut}. A word: {word, stem, text: as it was typed; stop, soft: need not be met; without, must, begins, near, field;
// initial: begins a name; number, exact: of a telephone, or an address of mail; also: terms that meet it as well;
// parts: [[word]], what it may be asked as if nothing meets it}. Without a `field`: in all of them.
export function parse(lunr, text) {
  const short = text.slice(0, MOST_LETTERS);
  const found = chunks(short).flatMap((chunk) => (typeof chunk === "string" ? read(lunr, chunk) : [word(lunr, chunk)]));
  const kept = found.slice(0, MOST_WORDS);
  join(weigh(lunr, kept), (one, text) => add(lunr, one.also, text));
  return { words: kept, cut: found.length > MOST_WORDS || short.length < text.length };
}

// Telephone numbers, and what stands between spaces.
function chunks(text) {
  const found = [];
  let last = 0;
  for (const match of text.matchAll(PHONE)) {
    const asked = number(match[3]);
    if (!asked) continue;
    found.push(...split(text.slice(last, match.index)), { ...asked, sign: match[2] });
    last = match.index + match[0].length;
  }
  return [...found, ...split(text.slice(last))];
}

function split(text) {
  return text.split(/\s+/u).filter(Boolean);
}

function read(lunr, chunk) {
  const [, sign, name, text, ending] = /^([+-]?)(?:([a-z]+):)?(.*?)(\*|~1?)?$/iu.exec(chunk);
  const field = named(name?.toLowerCase());
  const typed = name && !field ? `${name} ${text}` : text;
  const found = terms(typed).map((one) => ({ text: typed.replace(AROUND, ""), ...one, sign, field }));
  if (sign === "-" || ending) found.forEach((one) => delete one.also);
  if (found.length && ending) Object.assign(found.at(-1), { begins: ending === "*", near: ending[0] === "~" });
  return found.map((one) => word(lunr, one));
}

function word(lunr, { word: text, sign, also = [], parts = splits(text), ...rest }) {
  const one = {
    stop: false, soft: false, without: sign === "-", must: sign === "+", begins: false, near: false, field: "",
    initial: false, number: false, exact: false,
    ...rest, word: text, stem: rest.exact ? text : stemmed(lunr, text), parts, also: new Set(),
  };
  also.forEach((text) => add(lunr, one.also, text));
  return one;
}

function add(lunr, also, text) {
  also.add(text).add(stemmed(lunr, text));
}

export function stemmed(lunr, text) {
  return lunr.stemmer(new lunr.Token(text, {})).toString();
}

function named(name) {
  return Object.entries(FIELDS).find((pair) => pair.includes(name))?.[1] ?? "";
}

// The words of what stands between two spaces. "Asha's" is found under Asha, too.
function terms(typed) {
  const plain = typed.replace(POSSESSIVE, "");
  const found = runs(plain).flatMap(asked);
  const last = found.at(-1);
  if (last && plain !== typed) last.also = [...last.also ?? [], `${last.word}s`];
  return found;
}

function asked({ run, parts, whole }) {
  if (run.includes("@")) return [{ word: run, exact: true, parts: [run.split(/[@.]/u).filter(Boolean)] }];
  const found = parts.flatMap((part) => scripts(part).flatMap(signs));
  if (!whole) return found;
  if (run.includes(".")) return [{ word: whole, parts: [parts] }];
  return found.map((one) => ({ ...one, also: [whole] }));
}

// Of signs without spaces each pair; a single one begins a pair.
function signs({ terms: found, signs: areSigns }) {
  if (!areSigns) return [{ word: found[0] }];
  if (found.length === 1) return [{ word: found[0], begins: true }];
  return [...new Set(found.slice(0, -1))].map((one) => ({ word: one }));
}

// Where a word that nothing meets may be two: lawfirm, expolice, se17xx.
export function splits(text) {
  if (!/^[a-z\d]+$/u.test(text) || /^\d+$/u.test(text)) return [];
  const postcode = POSTCODE.exec(text);
  if (postcode) return [postcode.slice(1)];
  const ends = Array.from({ length: text.length }, (_, at) => at)
    .filter((at) => text.length - at >= LEAST_PART && (at >= LEAST_PART || PREFIXES.has(text.slice(0, at))));
  const first = (at) => (PREFIXES.has(text.slice(0, at)) ? 0 : 1);
  return ends.sort((one, other) => first(one) - first(other) || one - other).map((at) => [text.slice(0, at), text.slice(at)]);
}
