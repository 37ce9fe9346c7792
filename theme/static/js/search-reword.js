// Other forms of what nothing meets, which mean the same and are no correction.

import { parse } from "./search-parse.js";
import { search } from "./search-query.js";

// Endings that an English word may lose, and what must be left of it.
const ENDINGS = ["s", "es", "ed", "er", "ers", "ing", "an", "ian", "ans", "ians", "ese", "i", "is"];
const LEAST_LEFT = 4;

// Without an ending, or as the words that were written as one. Says whether there is something to ask anew.
export async function reworded(index, unmet) {
  const tries = unmet.flatMap((unit) => unit.words.map((asked) => [unit, asked]))
    .filter(([, { number, soft, stop }]) => !number && !soft && !stop);
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
    const words = parts.flatMap((part) => parse(index.lunr, part).words)
      .map((one) => ({ ...one, dropped: asked.dropped, soft: false, stop: false }));
    const counts = await Promise.all(words.flatMap(({ word, stem }) => [index.frequency(word), index.frequency(stem)]));
    if (!words.every((_, at) => counts[2 * at] + counts[2 * at + 1])) continue;
    const tried = { ...unit, words: unit.words.flatMap((one) => (one === asked ? words : [one])) };
    const results = await search(index, [tried]);
    if (results.some(({ missing }) => !missing.length)) return Object.assign(unit, { words: tried.words });
  }
  return unit;
}
