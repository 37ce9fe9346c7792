// How the words of a question are written, and what they stand beside: which of them an entry may lack.

// Asked around what is looked for: an entry that lacks one lacks nothing.
export const SOFT = new Set(("anybody anyone dr expert experts expertise find finding help helped helping helps how know knows look looking looks mr mrs ms miss near nearby nearest "
  + "need needed needing needs people person please prof professor recommend s search searching someone somebody something "
  + "speak speaker speakers speaking speaks specialise specialised specialises specialising specialist specialists support supporting supports want wanted wants what where which").split(" "));
// Words of grammar that are names or places too, if they are written so.
const NAMES = new Set(["an", "can", "do", "else", "it", "just", "may", "so", "us", "who", "will"]);
const ABBREVIATIONS = new Set(["it", "us", "who"]);
// Written as a word of their own, with a hyphen, or as the beginning of one word.
export const PREFIXES = new Set(["anti", "co", "e", "ex", "mid", "multi", "non", "over", "post", "pre", "pro", "re", "self", "semi", "sub", "under"]);

// Sets stop, soft and initial of each word, and joins what may be one: "ex police".
export function weigh(lunr, words) {
  const manner = {
    shouts: !words.some(({ text }) => /\p{Ll}/u.test(text)),
    grammar: (one) => !lunr.stopWordFilter(new lunr.Token(one.word, {})),
    words,
  };
  words.forEach((one, at) => (one.initial = isInitial(one, at, manner)));
  words.forEach((one, at) => (one.stop = isStop(one, at, manner)));
  words.forEach((one) => (one.soft = isPlain(one) && !one.stop && !one.initial && SOFT.has(one.word)));
  if (words.every((one) => one.without || one.stop || one.soft)) words.forEach((one) => (one.soft = false));
  return words;
}

// Nothing of it says that it is meant as it stands.
function isPlain({ must, begins, near, field, number, exact }) {
  return !(must || begins || near || field || number || exact);
}

function isStop(one, at, manner) {
  return isPlain(one) && !one.initial && manner.words.length > 1 && manner.grammar(one) && !isName(one, at, manner);
}

function isName(one, at, { shouts, words }) {
  if (/\p{L}\.\p{L}/u.test(one.text)) return true;
  if (shouts || !NAMES.has(one.word) || !isCapital(one)) return false;
  if (isAllCapital(one)) return true;
  if (ABBREVIATIONS.has(one.word)) return false;
  if (at > 0 && words.some((other) => other !== one && isSmall(other))) return true;
  return words.length <= 3 && beside(words, at).some((other) => isCapital(other) && other.word.length > 1);
}

// A letter that stands for a name: another word is there, and it is no article and no I.
function isInitial(one, at, { words, grammar }) {
  if (!isPlain(one) || one.without || one.also.size || !/^\p{L}$/u.test(one.word)) return false;
  if (!words.some((other) => other.word.length > 1 && !other.number && !grammar(other))) return false;
  if (/\p{L}\.$/u.test(one.text) || !/[ais]/u.test(one.word)) return true;
  if (!isCapital(one) || (words.length > 3 && !words.some(isSmall))) return false;
  return beside(words, at).some((other) => isCapital(other) && !grammar(other));
}

function beside(words, at) {
  return [words[at - 1], words[at + 1]].filter(Boolean);
}

function isCapital({ text }) {
  return /^[^\p{L}]*\p{Lu}/u.test(text);
}

function isAllCapital({ text }) {
  return /^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$/u.test(text);
}

function isSmall({ text }) {
  return /^[^\p{L}]*\p{Ll}/u.test(text);
}

// Two words that may be written as one, in place of each.
export function join(words, also) {
  for (const [at, one] of words.entries()) {
    const next = words[at + 1];
    if (!next || next.stop || one.stop || ![one, next].every((each) => isPlain(each) && !each.without)) continue;
    if (!PREFIXES.has(one.word) && !(isLetter(one) && isLetter(next))) continue;
    for (const each of [one, next]) also(each, one.word + next.word);
  }
}

function isLetter({ word }) {
  return /^\p{L}$/u.test(word);
}
