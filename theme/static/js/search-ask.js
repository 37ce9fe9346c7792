// From what a visitor typed to an answer. Nothing of it leaves the page: only files are fetched.

import { begin, json } from "./search.js";
import { Index } from "./search-index.js";
import { Lexicon } from "./search-lexicon.js";
import { isUrgent, prepareNeed } from "./search-need.js";
import { offer } from "./search-offer.js";
import { parse, stemmed } from "./search-parse.js";
import { prepare, search } from "./search-query.js";
import { chosen } from "./search-rank.js";
import { reworded } from "./search-reword.js";

const SUBJECTS = 3;
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

// What takes long is done once, in pieces between which a page can move: before somebody types, if there is time.
export async function prepareIndex() {
  const index = await open();
  await prepareNeed(index.manifest);
  await readied(index);
}

async function readied(index) {
  if (!index.lexicon) {
    index.lexicon = new Lexicon(index.manifest.lexicon ?? {}, (word) => stemmed(index.lunr, word));
    await pause();
    if (index.isOneFile) await index.bucket(0).then(pause);
  }
  return index.lexicon;
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve));
}

async function answer(index, text, without) {
  const { words, cut } = parse(index.lunr, text);
  const lexicon = await readied(index);
  const units = lexicon.read(words).map((unit) => understood(index, unit, without));
  const base = { index, words, cut, urgent: isUrgent(text, index.manifest), chips: chips(units), offer: "", absent: [] };
  if (!words.some((asked) => !asked.without)) return { ...base, results: [], subjects: [], mode: "none", partial: false };
  await prepare(index, words);
  let results = await search(index, units);
  const subjects = lists(index, results);
  const pages = () => results.filter(({ ref }) => !index.isSubject(ref));
  const unmet = () => unmetUnits(units, pages());
  if (await reworded(index, unmet())) results = await search(index, units);
  const doubtful = unmet().filter(({ meanings }) => !meanings.length).flatMap((unit) => unit.words);
  return {
    ...base, ...shown(chosen(pages())), subjects, absent: absent(units),
    offer: index.partial ? "" : await offer(index, lexicon, text, words, doubtful),
    partial: Boolean(index.partial),
  };
}

// A unit with the flags of its words, and without the meanings that were taken off.
function understood(index, { words, meanings }, without) {
  const kept = meanings.filter(({ id }) => !without.has(id));
  const dropped = new Set(meanings.filter(({ id }) => without.has(id)).map(({ field }) => field));
  for (const asked of words) asked.dropped = dropped;
  const plain = new Set(index.manifest.fields.filter(([, , , isPlain]) => isPlain).map(([name]) => name));
  const term = ({ field, whole }) => (plain.has(field) ? whole : stemmed(index.lunr, whole));
  return {
    words, text: [...new Set(words.map(({ text, word }) => text ?? word))].join(" "),
    meanings: kept.map((meaning) => ({ ...meaning, term: term(meaning) })),
    soft: !kept.length && words.every(({ soft, stop }) => soft || stop),
    must: words.some(({ must }) => must),
    without: words.every((asked) => asked.without),
  };
}

function chips(units) {
  const all = units.flatMap(({ text, meanings }) => meanings.map(({ id, facet, value, label }) => ({ id, facet, value, label, text })));
  return [...new Map(all.map((chip) => [chip.id, chip])).values()];
}

function unmetUnits(units, pages) {
  return units.filter((unit) => !unit.soft && !unit.without && !pages.some(({ missing }) => !missing.includes(unit)));
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
