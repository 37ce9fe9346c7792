// node asking.mjs < JSON [text]: how each is understood; of each word only what it does not share with a plain one.
import fs from "node:fs";
import { createRequire } from "node:module";
import { parse } from "../../theme/static/js/search-parse.js";

const lunr = createRequire(import.meta.url)("lunr");
const telling = ([name, value]) => value && !["stem", "also"].includes(name);
const told = (word) => Object.fromEntries(Object.entries(word).filter(telling));
const texts = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => parse(lunr, text).words.map(told))));
