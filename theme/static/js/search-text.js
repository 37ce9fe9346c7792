// Text as the index has it: without case, accents and apostrophes, cut into words, in any script.
// records/search_text.py is its twin; one table of cases holds both to the same answers.

const ALIKE = {
  "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t",
  "ı": "i", "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o", "ɩ": "i", "ʋ": "v", "ɓ": "b", "ɗ": "d", "ɣ": "g", "ƙ": "k", "ƴ": "y", "ς": "σ",
  "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ە": "ه", "ک": "ك", "ґ": "г", "׳": "", "״": "",
};
const ALIKES = new RegExp(`[${Object.keys(ALIKE).join("")}]`, "g");
const DROPPED = new RegExp(
  "[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670"
  + "'`\\u00b4\\u02b9-\\u02bf\\u2018\\u2019\\u201b\\u2032\\uff07"
  + "\\u00ad\\u061c\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u20e3\\ufe00-\\ufe0f\\ufeff]", "g");
const SIGN = /[\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3134f}]/gu;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

export function fold(text) {
  const plain = text.normalize("NFKD").toLowerCase().replace(ALIKES, (char) => ALIKE[char]);
  return plain.replace(DROPPED, "").normalize("NFC");
}

export function words(text) {
  const found = fold(text).replace(SIGN, " $& ").match(WORD) ?? [];
  return found.filter((word) => /[\p{L}\p{N}]/u.test(word));
}
