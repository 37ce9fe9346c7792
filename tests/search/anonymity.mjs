// node anonymity.mjs FOLDER COUNT EVERY: what can be told of a word from the files that it makes the box fetch.
// Asks as the box does, with the client's own scripts and an index that was just opened: from the second letter on, letter
// by letter, with the cards of six results; then as the page of results does. Words of different files of terms cannot be
// confused, so all words of COUNT such files are asked (or each EVERYth, which then stands for as many).
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import zlib from "node:zlib";
import { withoutPage } from "./no_page.mjs";

const [LETTERS, SHOWN, LISTED] = [2, 6, 10];
const WORD = /^[\p{L}\p{M}]{2,}$/u; // not a number, nor an address of mail: docs/threat-model.md has what they tell
const [folder, count, every = 1] = process.argv.slice(2);
const scripts = new URL("../../theme/static/js/", import.meta.url);
const texts = new Map();

function file(name) {
  if (!texts.has(name)) {
    const text = fs.readFileSync(path.join(folder, name.endsWith(".json") ? name : `index/${name}.json`), "utf8");
    texts.set(name, { value: JSON.parse(text), gzip: zlib.gzipSync(text, { level: 9 }).length, br: zlib.brotliCompressSync(text).length });
  }
  return texts.get(name);
}

globalThis.lunr = createRequire(import.meta.url)("lunr");
const theme = new URL("../../", new URL("search.js", scripts)).href;
withoutPage((address) => fs.readFileSync(path.join(folder, address.replace(theme, ""))));
const { ask, open } = await import(new URL("search-ask.js", scripts));
const index = await open();
const load = index.load.bind(index);
let log = new Set();
index.load = (name, read) => {
  if (!index.manifest.parts) log.add(name); // else it is in the manifest
  return load(name, read);
};

// What one text makes a page fetch that has only opened the index.
const asked = new Map();
async function fetched(text, most, facets) {
  const key = `${most} ${text}`;
  if (!asked.has(key)) {
    log = new Set();
    index.near.clear();
    const { subjects, results } = await ask(text);
    if (facets) await index.facet("kind");
    const found = [...subjects, ...results];
    const shown = await index.withCards(found, most);
    await index.cards(shown.map(({ ref }) => ref));
    asked.set(key, [...log]);
  }
  return asked.get(key);
}

// By step: what was not there yet.
async function visit(word) {
  const letters = [...word];
  const steps = [];
  const there = new Set();
  const add = (names) => steps.push(names.filter((name) => !there.has(name) && there.add(name)));
  for (let length = Math.min(LETTERS, letters.length); length <= letters.length; length += 1) {
    add(await fetched(letters.slice(0, length).join(""), SHOWN, false));
  }
  const typed = steps.slice();
  add(await fetched(word, LISTED, true));
  return { typed, all: steps };
}

// Neither the steps without files nor the letters between them show on the line; that something came later does.
const VIEWS = {
  names: (steps) => steps.flat().sort(),
  "names, in order": (steps) => steps.filter((step) => step.length).map((step) => [...step].sort()),
  "sizes (gzip), in order": (steps) => steps.filter((step) => step.length).map((step) => step.map((name) => file(name).gzip).sort()),
  "sizes (brotli), in order": (steps) => steps.filter((step) => step.length).map((step) => step.map((name) => file(name).br).sort()),
};

function told(visits, part, view) {
  const sets = new Map();
  const seen = visits.map((one) => JSON.stringify(VIEWS[view](one[part])));
  for (const key of seen) sets.set(key, (sets.get(key) ?? 0) + 1);
  const sizes = seen.map((key) => sets.get(key) * every);
  return { least: Math.min(...sizes), mean: sizes.reduce((sum, size) => sum + size, 0) / sizes.length, fifty: sizes.filter((size) => size >= 50).length / sizes.length };
}

const places = index.bounds.map((_, place) => place).filter((place) => place * 7919 % index.bounds.length < Number(count));
const words = [];
for (const place of index.manifest.parts ? index.bounds.keys() : places) words.push(...(await index.bucket(place)).at.keys());
const visits = [];
const written = words.filter((word) => WORD.test(word));
for (const word of written.filter((_, at) => at % every === 0)) visits.push({ word, ...await visit(word) });
const kilobytes = (part) => visits.map((one) => one[part].flat().reduce((sum, name) => sum + file(name).br, 0) / 1024).sort((a, b) => a - b);
const middle = (values) => values[values.length >> 1];
const others = ({ typed }) => typed.flat().length !== 2;
console.log(JSON.stringify({
  words: visits.length,
  share: written.length / words.length,
  files: index.manifest.parts ? 0 : places.length,
  ofFiles: index.bounds.length,
  kilobytes: { typed: middle(kilobytes("typed")), all: middle(kilobytes("all")) },
  told: Object.fromEntries(["typed", "all"].map((part) => [part, Object.fromEntries(Object.keys(VIEWS).map((view) => [view, told(visits, part, view)]))])),
  worst: visits.filter(others).map(({ word, typed }) => [word, typed.map((step) => step.length)]).slice(0, 20),
}));
