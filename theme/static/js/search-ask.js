// From what a visitor typed to Lunr's answers. Nothing of it leaves the page: only files are fetched.

import { begin, json } from "./search.js";
import { Index } from "./search-index.js";
import { parse } from "./search-parse.js";

const EXACT = 10;
const LEAST_PREFIX = 3;

let opening;

// The index, opened once. A file that is gone was renamed by a newer build, so all is begun anew.
export function open(fresh = false) {
  if (fresh) opening = undefined;
  opening ??= begin(fresh).then(([lunr, manifest]) => new Index(lunr, manifest, (name) => json(`index/${name}.json`)));
  opening.catch(() => (opening = undefined));
  return opening;
}

function meets(asked, term, where) {
  const isTerm = term === asked.stem || (asked.prefix ? term.startsWith(asked.word) : term === asked.word) || asked.also.has(term);
  return isTerm && (!asked.field || asked.field in where);
}

function clauses(index, query, asked) {
  const { lunr } = index;
  const wanted = index.manifest.fields.filter(([name]) => !asked.field || asked.field === name);
  const [plain, stemmed] = [1, 0].map((kind) => wanted.filter(([, , , isPlain]) => isPlain === kind).map(([name]) => name));
  const presence = asked.without ? lunr.Query.presence.PROHIBITED : lunr.Query.presence.OPTIONAL;
  const add = (term, fields, options) => fields.length && query.term(term, { usePipeline: false, presence, fields, ...options });
  add(asked.word, plain, { boost: EXACT });
  if (asked.stop) return;
  const all = [...plain, ...stemmed];
  add(asked.stem, stemmed, { boost: EXACT });
  if (asked.prefix && (!asked.without || asked.begins)) add(asked.word, all, { wildcard: lunr.Query.wildcard.TRAILING });
  for (const term of asked.also) add(term, all, {});
}

async function search(index, parsed) {
  const results = await index.search((query) => parsed.forEach((asked) => clauses(index, query, asked)));
  const wanted = parsed.filter(({ without, stop }) => !without && !stop);
  for (const result of results) {
    const terms = Object.entries(result.matchData.metadata);
    result.ref = Number(result.ref);
    result.missing = wanted.filter((asked) => !terms.some(([term, where]) => meets(asked, term, where)));
  }
  return results;
}

// A word in the making may be longer than the stem of the one it becomes: "traffickin" than "traffick".
// Names are not stemmed: where one of them holds the whole word, its stem is known.
async function completed(index, { word }) {
  const { lunr } = index;
  const whole = await index.beginning(word);
  const stems = whole.map((term) => lunr.stemmer(new lunr.Token(term, {})).toString());
  return new Set(stems.filter((stem) => !stem.startsWith(word)));
}

function shorter(word) {
  const lengths = [1, 2, 3, 4].map((less) => word.length - less).filter((length) => length > LEAST_PREFIX);
  return lengths.map((length) => word.slice(0, length));
}

async function misspelt(index, asked) {
  const near = (text) => index.lookUp([index.lunr.TokenSet.fromFuzzyString(text, 1), text.length - 1, text.length + 1]);
  const [whole, stems] = await Promise.all([near(asked.word), near(asked.stem)]);
  return new Set([...whole, ...stems]);
}

// For "Showing results for": the word of the best result that came by way of a slip, with its ending put back.
function corrected(asked, results) {
  for (const { matchData } of results) {
    const term = Object.keys(matchData.metadata).find((one) => asked.also.has(one));
    const isStem = term && Math.abs(term.length - asked.stem.length) < Math.abs(term.length - asked.word.length);
    if (term) return isStem && asked.word.startsWith(asked.stem) ? term + asked.word.slice(asked.stem.length) : term;
  }
  return asked.word;
}

// {words, results, subjects, mode, instead, cut}; mode: "all" words are met, "some" are, or it was read as "instead".
export async function ask(text) {
  try {
    return await answer(await open(), text);
  } catch {
    return answer(await open(true), text);
  }
}

async function answer(index, text) {
  const { words: parsed, cut } = parse(index.lunr, text);
  for (const asked of parsed) {
    const { length } = asked.word;
    asked.prefix = (length >= LEAST_PREFIX || asked.begins) && index.filesOf(asked.word).length === 1;
  }
  const found = { index, words: parsed, cut, mode: "all", instead: "" };
  if (!parsed.some(({ without }) => !without)) return { ...found, results: [], subjects: [] };
  for (const asked of parsed) {
    if (asked.prefix && !asked.stop && !asked.without) asked.also = await completed(index, asked);
    if (asked.near) asked.also = new Set([...asked.also, ...await misspelt(index, asked)]);
  }
  let results = await search(index, parsed);
  const isPage = ({ ref }) => !index.isSubject(ref);
  const unmet = () => parsed.filter((asked) => !asked.stop && !asked.without
    && !results.some((result) => isPage(result) && !result.missing.includes(asked)));
  const retry = async (also) => {
    for (const asked of unmet()) asked.also = await also(asked);
    results = await search(index, parsed);
  };
  if (unmet().length) await retry(async (asked) => new Set(shorter(asked.word)));
  if (unmet().length) {
    const before = unmet();
    await retry((asked) => misspelt(index, asked));
    if (before.some((asked) => asked.also.size)) {
      found.instead = parsed.map((asked) => (before.includes(asked) ? corrected(asked, results) : asked.word)).join(" ");
    }
  }
  return { ...found, ...split(index, results.filter(({ missing }) => !missing.some(({ must }) => must))) };
}

// Those that meet every word; failing that, those that meet most. The lists of a subject stand apart.
function split(index, results) {
  const named = ({ missing, matchData }) =>
    missing.length === 0 && Object.values(matchData.metadata).every((fields) => fields.name);
  const lists = results.filter((result) => index.isSubject(result.ref) && named(result)).slice(0, 3);
  const pages = results.filter(({ ref }) => !index.isSubject(ref));
  const full = pages.filter(({ missing }) => missing.length === 0);
  if (full.length || !pages.length) return { results: full, subjects: lists, mode: "all" };
  const least = Math.min(...pages.map(({ missing }) => missing.length));
  return { results: pages.filter(({ missing }) => missing.length === least), subjects: lists, mode: "some" };
}

