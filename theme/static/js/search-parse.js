// What was typed, as words. Of Lunr's syntax there is what people type: +must -not begin* near~1 name:asha.
// Everything else is text, so that nothing that somebody types is a mistake.

import { words } from "./search-text.js";

const MOST_WORDS = 12;
const MOST_LETTERS = 400;
// What people call the index's fields, which may also be named as they are.
const FIELDS = { name: "name", title: "title", text: "text", topic: "topics", country: "places", place: "places", language: "languages", group: "groups" };

// {words: [{word, stem, stop, without, must, begins, near, field}], cut}; without a `field`: in all of them.
export function parse(lunr, text) {
  const short = text.slice(0, MOST_LETTERS);
  const found = short.split(/\s+/u).flatMap((chunk) => read(lunr, chunk));
  return { words: found.slice(0, MOST_WORDS), cut: found.length > MOST_WORDS || short.length < text.length };
}

function read(lunr, chunk) {
  const [, sign, name, text, ending] = /^([+-]?)(?:([a-z]+):)?(.*?)(\*|~1?)?$/iu.exec(chunk);
  const field = named(name?.toLowerCase());
  const found = words(name && !field ? `${name} ${text}` : text);
  return found.map((word, at) => {
    const last = (at === found.length - 1 && ending) || "";
    const token = () => new lunr.Token(word, {});
    return {
      word,
      stem: lunr.stemmer(token()).toString(),
      stop: last === "" && !lunr.stopWordFilter(token()),
      without: sign === "-",
      must: sign === "+",
      begins: last === "*",
      near: last[0] === "~",
      field,
      also: new Set(),
    };
  });
}

function named(name) {
  return Object.entries(FIELDS).find((pair) => pair.includes(name))?.[1] ?? "";
}
