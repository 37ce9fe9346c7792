// "Did you mean ...?": an offer beside the answer, for a word that is met by nothing and is no word that we know.

import { isUrgent } from "./search-need.js";

const LEAST = 5;
const MOST = 6;
// Alphabets whose words a wrong letter leaves recognisable; a sign of Chinese is a word, and has no slip.
const ALPHABET = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]+$/u;

// The text with its slips put right, or "" where there is nothing to offer.
export async function offer(index, lexicon, text, words, unmet) {
  const begun = await Promise.all(unmet.map(async (asked) => canBeSlip(asked) && !(await index.beginning(asked.word)).length));
  const perhaps = unmet.filter((_, at) => begun[at]);
  if (!perhaps.length || isUrgent(text, index.manifest)) return "";
  const known = await index.known();
  const doubtful = perhaps.filter((asked) => !known.has(asked.word) && !lexicon.has(asked.word)
    && !isUrgent(asked.word, index.manifest));
  const better = new Map();
  for (const asked of doubtful) {
    const word = await corrected(index, asked);
    if (word) better.set(asked, word);
  }
  return better.size ? words.map((asked) => better.get(asked) ?? asked.text ?? asked.word).join(" ") : "";
}

function canBeSlip({ word, soft, stop, without, field, number, exact, near }) {
  return [...word].length >= LEAST && ALPHABET.test(word) && !(soft || stop || without || field || number || exact || near);
}

// The most frequent of the words that are one slip away, those that begin alike first; a stem gets its ending back.
async function corrected(index, asked) {
  const { word, stem } = asked;
  const [words, stems] = await near(index, asked);
  const candidates = [...words.map((term) => [term, term]), ...stems.map((term) => [term, term + word.slice(stem.length)])]
    .filter(([term]) => !/\d/u.test(term) && !word.startsWith(term) && !stem.startsWith(term) && !term.startsWith(stem));
  candidates.sort(([a], [b]) => (b[0] === word[0]) - (a[0] === word[0]));
  let [best, most] = ["", 0];
  for (const [term, whole] of candidates.slice(0, MOST)) {
    const weight = (await index.frequency(term)) * (term[0] === word[0] ? 10 : 1) * (swapped(term, word) ? 3 : 1);
    if (weight > most) [best, most] = [whole, weight];
  }
  return best;
}

// The terms that are one slip away from the word, and those that are from its stem.
export function near(index, { word, stem }) {
  const oneAway = (text) => index.lookUp([index.lunr.TokenSet.fromFuzzyString(text, 1), text.length - 1, text.length + 1]);
  return Promise.all([word, stem].map(oneAway));
}

function swapped(a, b) {
  return a.length === b.length && [...a].sort().join("") === [...b].sort().join("");
}
