// node compare.mjs FOLDER WHOLE: asks the lazy index in FOLDER and the whole one in WHOLE the same, and tells where they differ.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import zlib from "node:zlib";
import { Index } from "../../theme/static/js/search-index.js";

const lunr = createRequire(import.meta.url)("lunr");
const [folder, wholeFolder = folder] = process.argv.slice(2);
const read = (name, from = folder) => JSON.parse(fs.readFileSync(path.join(from, name), "utf8"));
const packed = (name) => zlib.gzipSync(fs.readFileSync(path.join(folder, name)), { level: 9 }).length;

const whole = lunr.Index.load(read("search/lunr.json", wholeFolder));
const manifest = read("search/manifest.json");
const questions = read("questions.json", wholeFolder);
const inOne = manifest.parts && new Index(lunr, manifest, null); // fetches nothing, however often it is asked
const wrong = [];
const bytes = {};
let hits = 0;

for (const [kind, question] of questions) {
  const fetched = [];
  const lazy = inOne ?? new Index(lunr, manifest, async (name) => {
    fetched.push(`index/${name}.json`);
    return read(`index/${name}.json`);
  });
  const expected = whole.search(question);
  const found = await lazy.search(question);
  await lazy.cards(found.slice(0, 10).map(({ ref }) => Number(ref)));
  const same = expected.length === found.length
    && expected.every(({ ref, score }, at) => ref === found[at].ref && score === found[at].score);
  if (!same) wrong.push({ kind, question, expected: expected.length, found: found.length });
  hits += expected.length > 0;
  (bytes[kind] ??= []).push(fetched.reduce((sum, name) => sum + packed(name), 0));
}
console.log(JSON.stringify({ asked: questions.length, hits, wrong, manifest: packed("search/manifest.json"), bytes }));
