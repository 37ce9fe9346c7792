// node search_pagefind.mjs FOLDER < JSON [question]: what Pagefind answers from its bundle in FOLDER/pagefind, as tests/search/relevance.mjs
// has it for ours. It asks for a browser: of that there is just what it looks at.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const SHOWN = 10;
const bundle = pathToFileURL(path.resolve(process.argv[2], "pagefind") + path.sep).href;

globalThis.window = globalThis;
globalThis.document = { querySelector: () => null, currentScript: null };
globalThis.location = new URL(bundle);
globalThis.fetch = async (address) => new Response(fs.readFileSync(new URL(String(address).split("?")[0], bundle)));
const pagefind = await import(`${bundle}pagefind.js`);
await pagefind.options({ basePath: bundle, baseUrl: "/", noWorker: true });
await pagefind.init();

async function answer(question) {
  const { results } = await pagefind.search(question);
  const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
  return {
    question, mode: "all", urgent: false, count: results.length, offer: "", absent: [], chips: [], subjects: [],
    results: shown.map(({ url, meta }) => ({ url: meta.address ?? url, title: meta.title })),
  };
}

const answers = [];
for (const question of JSON.parse(fs.readFileSync(0, "utf8"))) answers.push(await answer(question));
console.log(JSON.stringify(answers));
