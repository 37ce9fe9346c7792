// What a question asks of the index: each of its words in several forms, and what it means.

import { near } from "./search-offer.js";
import { stemmed } from "./search-parse.js";
import { rank } from "./search-rank.js";

const EXACT = 10;
const LEAST_PREFIX = 2;

// Sets which words count by their beginning, and the terms that meet a word as well as it does itself.
export async function prepare(index, words) {
  for (const asked of words) {
    const isLong = asked.word.length >= LEAST_PREFIX || asked.initial || asked.begins;
    asked.prefix = !asked.exact && isLong && index.atHand(asked.word);
  }
  await Promise.all(words.map(async (asked) => {
    const isComplete = asked.stop || asked.without || asked.initial || asked.number || !asked.prefix;
    if (!isComplete) asked.also = new Set([...asked.also, ...await completed(index, asked)]);
    if (asked.near) asked.also = new Set([...asked.also, ...(await near(index, asked)).flat()]);
  }));
}

function clauses(index, query, asked) {
  const { lunr } = index;
  const isAsked = (name) => (asked.field ? asked.field === name : !asked.dropped.has(name)) && (!asked.initial || name === "name");
  const wanted = index.manifest.fields.filter(([name]) => isAsked(name));
  const [plain, cut] = [1, 0].map((kind) => wanted.filter(([, , , isPlain]) => isPlain === kind).map(([name]) => name));
  const presence = asked.without ? lunr.Query.presence.PROHIBITED : lunr.Query.presence.OPTIONAL;
  const add = (term, fields, options) => fields.length && query.term(term, { usePipeline: false, presence, fields, ...options });
  add(asked.word, plain, { boost: EXACT });
  if (asked.stop) return;
  const all = [...plain, ...cut];
  add(asked.stem, cut, { boost: EXACT });
  if (asked.prefix && (!asked.without || asked.begins)) add(asked.word, all, { wildcard: lunr.Query.wildcard.TRAILING });
  for (const term of asked.also) add(term, all, {});
}

// What is meant is a term of its own. In a large site its file would tell an observer what was meant, so that there it
// is asked for only where entries do not hold what was typed: "Republic of Ireland", "abogado".
function meantClauses(index, query, { meanings }) {
  const presence = index.lunr.Query.presence.OPTIONAL;
  for (const { field, term, led } of meanings) {
    if (led || index.isOneFile) query.term(term, { usePipeline: false, fields: [field], boost: EXACT, presence });
  }
}

// Lunr's results for the units of a question, ranked.
export async function search(index, units) {
  const results = await index.search((query) => {
    for (const unit of units) {
      for (const asked of unit.words) clauses(index, query, asked);
      meantClauses(index, query, unit);
    }
  });
  for (const result of results) result.ref = Number(result.ref);
  return rank(index, units, results);
}

// A word in the making may be longer than the stem of the one it becomes: "traffickin" than "traffick".
// Names are not stemmed: where one of them holds the whole word, its stem is known.
async function completed(index, { word }) {
  const whole = await index.beginning(word);
  const stems = whole.map((term) => stemmed(index.lunr, term));
  return new Set(stems.filter((stem) => !stem.startsWith(word)));
}
