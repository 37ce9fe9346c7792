// What was typed, as words. Of Lunr's syntax there is what people type: +must -not begin* near~1 name:asha.
// Everything else is text, so that nothing that somebody types is a mistake.

import { words } from "./search-text.js";

const MOST_WORDS = 12;
const MOST_LETTERS = 400;
const SIGN = /^[+-](?=[^+-])/u;
const FIELD = /^(\p{L}+):(?=.*[\p{L}\p{N}])/u;
const ENDING = /(?<=[\p{L}\p{M}\p{N}])(\*|~1?)$/u;
const FIELDS = {
  name: ["name"], title: ["title"], text: ["text"],
  topic: ["topics"], topics: ["topics"],
  country: ["places"], countries: ["places"], place: ["places"], places: ["places"],
  language: ["languages"], languages: ["languages"],
  group: ["groups"], groups: ["groups"], kind: ["groups"],
};

// {words: [{word, stem, stop, without, must, begins, near, fields}], cut}; `fields` null: all of them.
export function parse(lunr, text) {
  const short = text.slice(0, MOST_LETTERS);
  const found = short.split(/\s+/u).flatMap((chunk) => read(lunr, chunk));
  return { words: found.slice(0, MOST_WORDS), cut: found.length > MOST_WORDS || short.length < text.length };
}

function read(lunr, chunk) {
  const sign = SIGN.test(chunk) ? chunk[0] : "";
  const [fields, rest] = field(sign ? chunk.slice(1) : chunk);
  const ending = ENDING.exec(rest)?.[1] ?? "";
  const found = words(ending ? rest.slice(0, -ending.length) : rest);
  return found.map((word, place) => {
    const last = place === found.length - 1 ? ending : "";
    const token = () => new lunr.Token(word, {});
    return {
      word,
      stem: lunr.stemmer(token()).toString(),
      stop: last === "" && !lunr.stopWordFilter(token()),
      without: sign === "-",
      must: sign === "+",
      begins: last === "*",
      near: last.startsWith("~"),
      fields,
      also: new Set(),
    };
  });
}

function field(chunk) {
  const name = FIELD.exec(chunk)?.[1];
  const fields = name && Object.hasOwn(FIELDS, name.toLowerCase()) ? FIELDS[name.toLowerCase()] : null;
  return fields ? [fields, chunk.slice(name.length + 1)] : [null, chunk];
}
