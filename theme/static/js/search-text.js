// Text as the index has it: without case, accents and apostrophes, cut into words, in any script.
// records/search_text.py and records/search_terms.py are its twins; one table of cases, and all code points, hold both
// to the same answers. What the table of letters does not know is gone before the browser's own Unicode is asked.

import { LETTERS, MARKS, ZEROS } from "./search-letters.js";

const ALIKE = {
  "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t",
  "ı": "i", "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o", "ɩ": "i", "ʋ": "v", "ɓ": "b", "ɗ": "d", "ɣ": "g", "ƙ": "k", "ƴ": "y", "ς": "σ",
  "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ە": "ه", "ک": "ك", "ґ": "г", "׳": "", "״": "",
};
const PLAINER = { "\u2010": "-", "\u2011": "-", "\u00b4": "'", "\u1ffd": "'" };
const DROPPED = "\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670"
  + "'`\\u00b4\\u02b9-\\u02bf\\u2018\\u2019\\u201b\\u2032\\uff07"
  + "\\u00ad\\u034f\\u061c\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u05f3\\u05f4\\u20e3\\ufe00-\\ufe0f\\ufeff";
const SIGNS = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3041-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3134f}";
const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u1950-\\u19df\\u1a20-\\u1aaf\\u1b00-\\u1b7f\\ua980-\\ua9ff\\uaa60-\\uaadf"
  + "\\u3100-\\u312f\\u31a0-\\u31bf\\u{1b000}-\\u{1b16f}";
const WORD = "[a-z0-9\\u0080-\\u{10ffff}]";
const NO_MAIL = "[^\\x00-\\x20@<>()\\[\\],;:\"\\/?!*~^.]";
const LETTER = "[a-z\\u0370-\\u058f]";
const ACCENTS = "[\\u0300-\\u036f]*";
const MOST_PARTS = 3;

const any = (inside, flags = "gu") => new RegExp(`[${inside}]`, flags);
const letters = ranges(LETTERS);
const marks = ranges(MARKS);
const DIGIT = any(decoded(ZEROS).map(([zero]) => `${written(zero)}-${written(zero + 9)}`).join(""));
const PLAINERS = any(Object.keys(PLAINER).join(""));
const ALIKES = any(Object.keys(ALIKE).join(""));
const UNKNOWN = any(`^\\x00-\\x7f${letters}${marks}${DROPPED}`);
const DROPS = any(DROPPED);
const LEFT_OVER = /[\u00b0\u00b7\u2044\u2215\u3014\u3015]/gu;
const SIGN = any(SIGNS);
const WORDS = new RegExp(`${WORD}+`, "gu");
const ONLY_MARKS = new RegExp(`^[${marks}]+$`, "u");
const CLUSTER = new RegExp(`[${marks}]*[^${marks}][${marks}]*`, "gu");
const PIECE = new RegExp(`([${SIGNS}${UNSPACED}]+)`, "u");
const RUNS = new RegExp(`${NO_MAIL}+(?:\\.${NO_MAIL}+)*@${NO_MAIL}+(?:\\.${NO_MAIL}+)+`
  + `|${LETTER}(?:\\.${LETTER})+(?!${WORD})|${WORD}+(?:-${WORD}+)*`, "gu");
const HUMP = new RegExp(`[^\\x00-\\x20]*@[^\\x00-\\x20]*|([a-z]${ACCENTS}[a-z]${ACCENTS})(?=[A-Z]${ACCENTS}[a-z])`, "gu");
const ARTICLE = /^(?:ال(?=..)|(?:[وف][بك]?ال|[بك]ال|[وف]?لل)(?=...))/u;

function decoded(table) {
  const found = [];
  let at = 0;
  table.split(" ").forEach((text, place) => {
    at += parseInt(text, 36);
    if (place % 2) found.at(-1).push(at);
    else found.push([at]);
  });
  return found;
}

function written(number) {
  return `\\u{${number.toString(16)}}`;
}

function ranges(table) {
  return decoded(table).map(([first, last]) => `${written(first)}-${written(last)}`).join("");
}

// The digits of all scripts become 0 to 9.
export function digits(text) {
  return text.replace(DIGIT, (char) => {
    const number = char.codePointAt(0);
    return number - decoded(ZEROS).findLast(([zero]) => zero <= number)[0];
  });
}

function apart(text) {
  return text.replace(PLAINERS, (char) => PLAINER[char]).replace(UNKNOWN, " ").normalize("NFKD");
}

function folded(text) {
  const alike = digits(text.toLowerCase()).replace(ALIKES, (char) => ALIKE[char]).replace(LEFT_OVER, " ");
  return alike.replace(DROPS, "").normalize("NFC");
}

export function fold(text) {
  return folded(apart(text));
}

export function words(text) {
  const found = fold(text).replace(SIGN, " $& ").match(WORDS) ?? [];
  return found.filter((word) => !ONLY_MARKS.test(word));
}

// What a text says of itself in several ways: words, words with hyphens or humps, abbreviations with full stops, mail
// addresses. Each with its parts, and with what it is as one word, if it is one.
export function runs(text) {
  const found = folded(apart(text).replace(HUMP, (all, hump) => (hump ? `${hump}-` : all))).match(RUNS) ?? [];
  return found.map((run) => {
    if (run.includes("@")) return { run, parts: [run], whole: "" };
    const parts = run.split(/[-.]/u);
    const whole = parts.join("");
    const isShort = parts.length <= MOST_PARTS || [...whole].length === parts.length;
    const isCompound = parts.length > 1 && isShort && !/^\d/u.test(whole) && !PIECE.test(whole);
    return { run, parts, whole: isCompound ? whole : "" };
  });
}

// Of a part of a run what is written with spaces between words, and what is not, with its terms.
export function scripts(part) {
  if (part.includes("@")) return [{ terms: [part], signs: false }];
  return part.split(PIECE).filter((piece) => piece && !ONLY_MARKS.test(piece)).map((piece) => {
    if (!PIECE.test(piece)) return { terms: [piece.replace(ARTICLE, "")], signs: false };
    const clusters = piece.match(CLUSTER) ?? [];
    return { terms: clusters.map((cluster, at) => cluster + (clusters[at + 1] ?? "")), signs: true };
  });
}

export function indexWords(text) {
  return runs(text).flatMap(({ parts, whole }) =>
    [...parts.flatMap((part) => scripts(part).flatMap(({ terms }) => terms)), ...(whole ? [whole] : [])]);
}
