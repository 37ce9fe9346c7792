// node lost.mjs FOLDER: what an index in many files answers when some of them do not come.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Index } from "../../theme/static/js/search-index.js";

const lunr = createRequire(import.meta.url)("lunr");
const folder = process.argv[2];
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
const manifest = read("search/manifest.json");
const NAME = 6;
const files = (part) => manifest[part].match(new RegExp(`.{${NAME}}`, "gu"));

function opened(lost, { gone = false, fresh = false } = {}) {
  const index = new Index(lunr, manifest, async (name) => {
    if (lost.some((one) => name.startsWith(one))) throw Object.assign(new Error(name), { gone });
    return read(`index/${name}.json`);
  }, fresh);
  return index;
}

async function told(index, question) {
  try {
    const results = await index.search(question);
    const cards = await index.cards(results.slice(0, 6).map(({ ref }) => Number(ref)));
    return { results: results.length, cards: cards.length, partial: index.partial };
  } catch (error) {
    return { error: true, gone: Boolean(error.gone) };
  }
}

const whole = opened([]);
const [one, other] = ["legal", "albanian"];
const place = (word) => files("buckets")[whole.placeOf(word)];
const lost = opened([place(one)]);
const answers = {
  whole: await told(whole, `${one} ${other}`),
  other: await told(whole, other),
  "one of two words": await told(opened([place(one)]), `${one} ${other}`),
  "the only word": await told(opened([place(one)]), one),
  "the cards": await told(opened([...files("near"), ...files("cards")]), one),
  "the cards that come with the word": await told(opened(files("near")), one),
  "renamed by a newer build": await told(opened([place(one)], { gone: true }), `${one} ${other}`),
  "renamed, and the manifest is fresh": await told(opened([place(one)], { gone: true, fresh: true }), `${one} ${other}`),
  "asked again": await told(lost, `${one} ${other}`),
};
lost.get = async (name) => read(`index/${name}.json`);
answers["not asked again by itself"] = await told(lost, `${one} ${other}`);
lost.retry();
answers["after all"] = await told(lost, `${one} ${other}`);
console.log(JSON.stringify(answers));
