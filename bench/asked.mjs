// node asked.mjs OUTPUT: what questions cost a visitor, with the client's own scripts, which a build has put into OUTPUT.
// Standard input: {"first": [...], "next": [...]}; output: the bytes that each of them fetches, compressed as a good host would.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import zlib from "node:zlib";
import { finish, withoutPage } from "../tests/search/no_page.mjs";

const CARDS = 10;
const folder = fs.realpathSync(process.argv[2]);
const theme = fs.readdirSync(folder).find((name) => name.startsWith("theme-"));
const scripts = path.join(folder, theme, "js");
const sizes = new Map();
let fetched = 0;

function packed(file) {
  if (!sizes.has(file)) sizes.set(file, zlib.brotliCompressSync(fs.readFileSync(file)).length);
  return sizes.get(file);
}

globalThis.lunr = createRequire(import.meta.url)(path.join(scripts, "lunr.min.js"));
withoutPage((address) => {
  const file = fileURLToPath(address);
  fetched += packed(file);
  return fs.readFileSync(file);
});
const { ask, open } = await import(pathToFileURL(path.join(scripts, "search-ask.js")));
const code = fs.readdirSync(scripts).filter((name) => /^(search|lunr)/.test(name))
  .reduce((sum, name) => sum + packed(path.join(scripts, name)), 0);

async function cost(question) {
  const before = fetched;
  const { index, results } = await ask(question);
  await index.cards(results.slice(0, CARDS).map(({ ref }) => ref));
  return fetched - before;
}

// Each visit is a new one: an index that is opened anew, a first question, and one more.
const { first, next } = JSON.parse(fs.readFileSync(0, "utf-8"));
const found = { first: [], next: [] };
for (const [place, question] of first.entries()) {
  const before = fetched;
  await open(true);
  const opened = fetched - before;
  found.first.push(code + opened + await cost(question));
  if (place < next.length) found.next.push(await cost(next[place]));
}
finish(found);
