// From what a visitor typed to an answer. Nothing of it leaves the page: only files are fetched.

import { begin, json } from "./search.js";
import { Index } from "./search-index.js";
import { Lexicon } from "./search-lexicon.js";
import { isUrgent } from "./search-need.js";
import { near, offer } from "./search-offer.js";
import { parse } from "./search-parse.js";
import { chosen, rank } from "./search-rank.js";

const EXACT = 10;
const LEAST_PREFIX = 2;
const SUBJECTS = 3;
// Endings that an English word may lose, and what must be left of it.
const ENDINGS = ["s", "es", "ed", "er", "ers", "ing", "an", "ian", "ans", "ians", "ese", "i", "is"];
const LEAST_LEFT = 4;
const NONE = new Set();

let opening;

// The index, opened once. A file that is gone was renamed by a newer build, so all is begun anew.
export function open(fresh = false) {
  if (fresh) opening = undefined;
  opening ??= begin(fresh).then(([lunr, manifest]) => new Index(lunr, manifest, (name) => json(`index/${name}.json`), fresh));
  opening.catch(() => (opening = undefined));
  return opening;
}

// Everything that a box shows of a question; `without` are the ids of the chips that were taken off.
export async function ask(text, { without = NONE } = {}) {
  const index = await open();
  index.retry();
  try {
    return await answer(index, text, without);
  } catch (error) {
    if (!error.gone) throw error;
    return answer(await open(true), text, without);
  }
}

function lexiconOf(index) {
  index.lexicon ??= new Lexicon(index.manifest.lexicon ?? {}, (word) => stemmed(index.lunr, word));
  return index.lexicon;
}

function stemmed(lunr, word) {
  return lunr.stemmer(new lunr.Token(word, {})).toString();
}

async function answer(index, text, without) {
  const { words, cut } = parse(index.lunr, text);
  const lexicon = lexiconOf(index);
  const units = lexicon.read(words).map((unit) => understood(index, unit, without));
  const base = { index, words, cut, urgent: isUrgent(text, index.manifest), chips: chips(units), offer: "", absent: [] };
  if (!words.some((asked) => !asked.without)) return { ...base, results: [], subjects: [], mode: "none", partial: false };
  await prepare(index, words);
  let results = await search(index, units);
  const subjects = lists(index, results);
  const unmet = () => unmetUnits(index, units, results);
  if (await reworded(index, unmet())) results = await search(index, units);
  const left = unmet();
  const pages = results.filter(({ ref }) => !index.isSubject(ref));
  return {
    ...base, ...shown(chosen(pages)), subjects, absent: absent(units),
    offer: await offer(index, lexicon, text, words, left.flatMap((unit) => (unit.meanings.length ? [] : unit.words))),
    partial: Boolean(index.partial),
  };
}

// A unit with the flags of its words, and without the meanings that were taken off.
function understood(index, { words, meanings }, without) {
  const kept = meanings.filter(({ id }) => !without.has(id));
  const dropped = new Set(meanings.filter(({ id }) => without.has(id)).map(({ field }) => field));
  for (const asked of words) asked.dropped = dropped;
  const plain = new Set(index.manifest.fields.filter(([, , , isPlain]) => isPlain).map(([name]) => name));
  const term = ({ field }, word) => (plain.has(field) ? word : stemmed(index.lunr, word));
  return {
    words, text: [...new Set(words.map(({ text, word }) => text ?? word))].join(" "),
    meanings: kept.map((meaning) => ({ ...meaning, stems: meaning.words.map((word) => term(meaning, word)) })),
    soft: !kept.length && words.every(({ soft, stop }) => soft || stop),
    must: words.some(({ must }) => must),
    without: words.every((asked) => asked.without),
  };
}

function chips(units) {
  const all = units.flatMap(({ text, meanings }) => meanings.map(({ id, facet, value, label }) => ({ id, facet, value, label, text })));
  return [...new Map(all.map((chip) => [chip.id, chip])).values()];
}

async function prepare(index, words) {
  for (const asked of words) {
    asked.prefix = !asked.exact && (asked.word.length >= LEAST_PREFIX || asked.initial || asked.begins) && index.atHand(asked.word);
  }
  await Promise.all(words.map(async (asked) => {
    if (asked.prefix && !asked.stop && !asked.without && !asked.initial && !asked.number) asked.also = new Set([...asked.also, ...await completed(index, asked)]);
    if (asked.near) asked.also = new Set([...asked.also, ...await slips(index, asked)]);
  }));
}

function clauses(index, query, asked) {
  const { lunr } = index;
  const wanted = index.manifest.fields.filter(([name]) => (asked.field ? asked.field === name : !asked.dropped.has(name)) && (!asked.initial || name === "name"));
  const [plain, stemmed_] = [1, 0].map((kind) => wanted.filter(([, , , isPlain]) => isPlain === kind).map(([name]) => name));
  const presence = asked.without ? lunr.Query.presence.PROHIBITED : lunr.Query.presence.OPTIONAL;
  const add = (term, fields, options) => fields.length && query.term(term, { usePipeline: false, presence, fields, ...options });
  add(asked.word, plain, { boost: EXACT });
  if (asked.stop) return;
  const all = [...plain, ...stemmed_];
  add(asked.stem, stemmed_, { boost: EXACT });
  if (asked.prefix && (!asked.without || asked.begins)) add(asked.word, all, { wildcard: lunr.Query.wildcard.TRAILING });
  for (const term of asked.also) add(term, all, {});
}

// "Republic of Ireland" is looked for as "Ireland", where its entries have it.
function meantClauses({ lunr }, query, { words, meanings }) {
  const typed = words.map(({ word }) => word).join(" ");
  for (const { field, stems, words: own } of meanings) {
    if (own.join(" ") === typed || words.length === 1) continue;
    for (const stem of stems) query.term(stem, { usePipeline: false, fields: [field], boost: EXACT, presence: lunr.Query.presence.OPTIONAL });
  }
}

async function search(index, units) {
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

async function slips(index, asked) {
  const [whole, stems] = await Promise.all([near(index, asked.word), near(index, asked.stem)]);
  return [...whole, ...stems];
}

function unmetUnits(index, units, results) {
  const pages = results.filter(({ ref }) => !index.isSubject(ref));
  return units.filter((unit) => !unit.soft && !unit.without && !pages.some(({ missing }) => !missing.includes(unit)));
}

// Other forms of the words that nothing meets: without an ending, or as the words that were written as one.
async function reworded(index, unmet) {
  const tries = unmet.flatMap((unit) => unit.words.map((asked) => [unit, asked])).filter(([, asked]) => !asked.number && !asked.soft && !asked.stop);
  for (const [unit, asked] of tries) {
    const shorter = asked.exact ? [] : ENDINGS.filter((ending) => asked.word.endsWith(ending))
      .map((ending) => asked.word.slice(0, -ending.length)).filter((word) => word.length >= LEAST_LEFT);
    asked.also = new Set([...asked.also, ...shorter]);
    // The beginning of a word is no compound in the making: to look it up would tell that it is met by nothing yet.
    if (asked.parts?.length && !unit.meanings.length && !(await index.beginning(asked.word)).length) await takeApart(index, unit, asked);
  }
  return tries.length > 0;
}

// "lanternhouse" as "lantern house": the first way to cut it whose parts are words of the index, and stand together.
async function takeApart(index, unit, asked) {
  for (const parts of asked.parts) {
    const words = parts.flatMap((part) => parse(index.lunr, part).words).map((one) => ({ ...one, dropped: asked.dropped, soft: false, stop: false }));
    const counts = await Promise.all(words.map(({ word, stem }) => Promise.all([index.frequency(word), index.frequency(stem)])));
    if (!counts.every(([whole, stem]) => whole + stem)) continue;
    const tried = { ...unit, words: unit.words.flatMap((one) => (one === asked ? words : [one])) };
    const results = await search(index, [tried]);
    if (results.some(({ missing }) => !missing.length)) return Object.assign(unit, { words: tried.words });
  }
  return unit;
}

// A known country or language without an entry is answered as such.
function absent(units) {
  const unlisted = units.filter(({ meanings }) => meanings.length && meanings.every(({ url }) => !url));
  return unlisted.map(({ meanings: [{ name, lists }] }) => ({ label: name, url: lists }));
}

// What a result lacks, as it was typed.
function shown({ results, mode }) {
  return { mode, results: results.map((result) => ({ ...result, missing: result.missing.map(({ text }) => text) })) };
}

// The lists whose name is what was asked for.
function lists(index, results) {
  const named = ({ missing, matchData }) => missing.length === 0 && Object.values(matchData.metadata).every((fields) => fields.name);
  return results.filter((result) => index.isSubject(result.ref) && named(result)).slice(0, SUBJECTS);
}
