// A telephone number as it is typed becomes one word, the one under which records/contact_terms.py has it in the index.

import { digits } from "./search-text.js";

const LEAST = 6;
const LONG = 9;
const DIGIT = "\\p{Nd}";
const OPENING = "[(（]";
// Digits and what stands between them, from a space to a space.
export const PHONE = new RegExp(
  `(^|[\\s,;]|tel:)(-?)((?:[+＋]|${OPENING}[+＋]?)?\\s?${OPENING}?${DIGIT}(?:[\\s().（）/\\-‐‑–]*${DIGIT})+\\)?)(?=$|[\\s,;.!?])`, "giu");

// undefined if it is no telephone number: a year, a section, a date, what begins with many zeros in a register.
export function number(typed) {
  const plain = digits(typed.normalize("NFKC").replace(/[‐‑–]/gu, "-"));
  const groups = plain.match(/\d+/gu);
  const all = groups.join("");
  if (all.length < LEAST || !isNumber(plain, groups, all)) return undefined;
  const word = short(plain);
  return { word, text: typed.trim(), number: true, also: groups.length === 1 && all !== word ? [all] : [], parts: groups.length > 1 ? [groups] : [] };
}

function isNumber(plain, groups, all) {
  if (/^000/u.test(all)) return false;
  if (/^[+(0]/u.test(plain) || groups.length === 1) return true;
  const isYear = (text) => /^(?:19|20)\d\d$/u.test(text);
  if (groups.every(isYear)) return false;
  return all.length >= LONG || (groups[0].length >= 3 && !isYear(groups[0]));
}

// With the code of its country or without; "+44 (0)20" has a zero that nobody dials.
function short(plain) {
  const isAbroad = /^[(\s]*(?:\+|00)/u.test(plain);
  return (isAbroad ? plain.replace(/\(0\)/u, "") : plain).replace(/\D/gu, "").replace(/^0+/u, "");
}
