// node asking.mjs < JSON [text]: how each is understood; of each word only what it does not share with a plain one.
// JSON {typed: [text]}: the words as they were typed.
import fs from "node:fs";
import { createRequire } from "node:module";
import { parse, splits } from "../../theme/static/js/search-parse.js";

const lunr = createRequire(import.meta.url)("lunr");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const told = ({ stem, text, also, parts, ...word }) => ({
  ...Object.fromEntries(Object.entries(word).filter(([, value]) => value)),
  ...(also.size && { also: [...also] }),
  ...(!same(parts, splits(word.word)) && parts.length && { parts }),
});
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const shown = given.typed ? ({ text }) => text : told;
console.log(JSON.stringify((given.typed ?? given).map((text) => parse(lunr, text).words.map(shown))));
