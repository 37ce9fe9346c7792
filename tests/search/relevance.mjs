// node relevance.mjs FOLDER < JSON [question]: what the search of the theme answers from the index in FOLDER, in the same order.
// Of each: the addresses and titles of the first ten results, those of the lists above them, and what else was said.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { finish, withoutPage } from "./no_page.mjs";

const SHOWN = 10;
const folder = path.resolve(process.argv[2]);
const theme = new URL("../../theme/", import.meta.url).href;

globalThis.lunr = createRequire(import.meta.url)("lunr");
withoutPage((address) => fs.readFileSync(path.join(folder, address.replace(theme, ""))));
const { ask } = await import("../../theme/static/js/search-ask.js");

async function shown(index, results) {
  const cards = await index.cards(results.slice(0, SHOWN).map(({ ref }) => ref));
  return cards.map(({ url, title }) => ({ url, title }));
}

async function answer(question) {
  const { index, results, subjects, mode, offer = "", instead = "", absent = [], chips = [], urgent = false } = await ask(question);
  return {
    question, mode, urgent, count: results.length,
    offer: offer || (instead === question.toLowerCase() ? "" : instead),
    absent: absent.map(({ label }) => label),
    chips: chips.map(({ id }) => id),
    results: await shown(index, results),
    subjects: await shown(index, subjects),
  };
}

const answers = [];
for (const question of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const first = await answer(question);
  answers.push(first.offer ? { ...first, offered: await answer(first.offer) } : first);
}
finish(answers);
