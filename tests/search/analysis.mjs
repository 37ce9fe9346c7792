// node analysis.mjs < JSON {texts, words}: what the browser's side makes of them.
import fs from "node:fs";
import { createRequire } from "node:module";
import { indexWords, words } from "../../theme/static/js/search-text.js";

const lunr = createRequire(import.meta.url)("lunr");
const given = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(JSON.stringify({
  texts: given.texts.map(words),
  terms: given.texts.map(indexWords),
  words: given.words.map((word) => lunr.stemmer(new lunr.Token(word, {})).toString()),
  stopped: given.words.filter((word) => !lunr.stopWordFilter(new lunr.Token(word, {}))),
}));
