// node code_points.mjs: the words and terms of every code point, alone and between letters; a line for each 4,096 of them.
// Terms are made of the same folded text, so those of the empty planes are left out.
import { indexWords, words } from "../../theme/static/js/search-text.js";

const SIZE = 4096;
const EMPTY = 0x40000;
for (let first = 0; first < 0x110000; first += SIZE) {
  const text = Array.from({ length: SIZE }, (_, at) => {
    const char = String.fromCodePoint(first + at);
    return `${first + at} ${char} ab${char}de`;
  }).join("\n");
  console.log(JSON.stringify([words(text), first < EMPTY ? indexWords(text) : []]));
}
