// Phrases of several languages, found in a question. content/phrases.py says what the signs in them mean.

const MOST_BETWEEN = 3; // words, where a phrase says "..." or where they mean nothing
const MOST_JOINED = 24; // ways to write a short phrase as one word
const MOST_KNOWN = 2000; // words whose choices are kept
const STEM = 2; // letters by which words with an open end are found: none is shorter, as content/phrases.py sees to
const TYPO_LETTERS = 4;
const TYPO_STEM = 7; // letters of a beginning that may hold a typo; a shorter one is near to too many words
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

// The phrases of one kind in all languages.
export class List {
  constructor(name) {
    this.name = name;
    this.begins = new Map();
    this.isSpoken = name === "pleas";
    this.signs = [];
  }

  read(language, choices) {
    const between = new Set(language.between.split("|"));
    for (const phrase of (language[this.name] ?? "").split("|").filter((text) => text && !/^\d+$/u.test(text))) {
      if (UNSPACED.test(phrase)) this.signs.push(pattern(phrase));
      else for (const slots of this.ways(phrase)) this.add({ slots, between }, choices);
    }
  }

  // Of scripts without spaces, once all languages are read.
  get unspaced() {
    this.pattern ??= this.signs.length ? new RegExp(this.signs.join("|"), "gu") : /(?!)/gu;
    return this.pattern;
  }

  // Slots of choices, and a short plea also as one word: helpme.
  ways(phrase) {
    const slots = [];
    let gap = false;
    for (const word of phrase.split(" ")) {
      if (word !== "...") slots.push({ choices: word.split("/"), gap });
      gap = word === "...";
    }
    if (!this.isSpoken || slots.length === 1) return [slots];
    const spoken = slots.map((slot) => ({ choices: slot.choices.map(typed), gap: slot.gap }));
    const ways = slots.reduce((count, slot) => count * slot.choices.length, 1);
    if (ways > MOST_JOINED || slots.length > 3 || /[*]|[.]{3}/u.test(phrase)) return [spoken];
    const joined = slots.reduce((texts, slot) =>
      texts.flatMap((text) => slot.choices.map((one) => text + one.replace("~", ""))), [""]);
    return [spoken, [{ choices: joined, gap: false }]];
  }

  add(phrase, choices) {
    for (const choice of phrase.slots.flatMap((slot) => slot.choices)) choices.add(choice);
    for (const choice of phrase.slots[0].choices) put(this.begins, choice, phrase);
  }

  has({ words, line }) {
    return line.search(this.unspaced) >= 0 || words.some((_, at) => this.end(words, at) >= 0);
  }

  isAll({ words, line }) {
    return line.replace(this.unspaced, "") === "" ? line !== "" : this.end(words, 0) === words.length - 1;
  }

  // The question without what this list says; the very same where it says nothing.
  without(question) {
    if (!this.has(question)) return question;
    const said = new Set();
    question.words.forEach((_, at) => {
      for (let place = at; place <= this.end(question.words, at); place += 1) said.add(place);
    });
    return { words: question.words.filter((_, at) => !said.has(at)), line: question.line.replace(this.unspaced, "") };
  }

  // The last word of the longest phrase that begins at a word, or -1.
  end(words, at) {
    const phrases = [...(words[at]?.means.keys() ?? [])].flatMap((choice) => this.begins.get(choice) ?? []);
    return Math.max(-1, ...phrases.map((phrase) => follow(phrase, words, at, 0, 0)));
  }
}

function follow(phrase, words, at, slot, typos) {
  let all = Infinity;
  for (const [choice, cost] of words[at].means) if (phrase.slots[slot].choices.includes(choice)) all = Math.min(all, typos + cost);
  if (all > 1) return -1;
  if (slot === phrase.slots.length - 1) return at;
  for (let next = at + 1; next < words.length && next <= at + 1 + MOST_BETWEEN; next += 1) {
    const end = follow(phrase, words, next, slot + 1, all);
    if (end >= 0) return end;
    if (!phrase.slots[slot + 1].gap && !phrase.between.has(words[next].text)) break;
  }
  return -1;
}

// Within a plea any longer word may have a typo: the others say what is meant.
function typed(choice) {
  return !/^[~*]/u.test(choice) && choice.length >= TYPO_LETTERS ? `~${choice}` : choice;
}

function pattern(phrase) {
  const parts = phrase.replace(/[~*]/gu, "").split(" ");
  return parts.map((part) => (part === "..." ? ".{0,6}" : `(?:${part.replaceAll("/", "|")})`)).join("");
}

// The words of all phrases, and which of them a typed word can mean: {choice: typos}.
export class Choices {
  constructor(languages) {
    const plain = languages.flatMap(({ ordinary, between, first_person: own }) => [ordinary, between, own].join("|").split("|"));
    this.ordinary = new Set(plain);
    this.all = new Set();
    this.whole = new Map();
    this.begun = new Map();
    this.cut = [];
    this.near = new Map();
    this.known = new Map();
  }

  add(choice) {
    if (this.all.has(choice)) return;
    this.all.add(choice);
    const typo = choice[0] === "~";
    const cut = choice[0] === "*";
    const open = choice.endsWith("*");
    const word = choice.slice(typo || cut ? 1 : 0, open ? -1 : undefined);
    if (cut) this.cut.push({ choice, word, open });
    else if (open) put(this.begun, word.slice(0, STEM), { choice, word });
    else put(this.whole, word, choice);
    if (typo && (!open || word.length >= TYPO_STEM)) put(this.near, word[0], { choice, word, open });
  }

  of(word) {
    if (this.known.size > MOST_KNOWN) this.known.clear();
    if (!this.known.has(word)) this.known.set(word, this.meanings(word));
    return this.known.get(word);
  }

  // A typo only where no word is meant as it is written.
  meanings(text) {
    const means = new Map();
    let isWord = this.ordinary.has(text);
    for (const word of new Set([text, text.replace(/(.)\1{2,}/gu, "$1$1"), text.replace(/(.)\1{2,}/gu, "$1")])) {
      isWord ||= this.whole.has(word);
      for (const choice of this.whole.get(word) ?? []) means.set(choice, 0);
      for (const one of this.begun.get(word.slice(0, STEM)) ?? []) if (word.startsWith(one.word)) means.set(one.choice, 0);
      for (const one of this.cut) if (one.open ? word.includes(one.word) : word.endsWith(one.word)) means.set(one.choice, 0);
    }
    if (!isWord) this.addTypos(text, means);
    return means;
  }

  addTypos(text, means) {
    for (const first of new Set([text[0], text[1]])) {
      for (const { choice, word, open } of this.near.get(first) ?? []) {
        const cuts = open ? [-1, 0, 1].map((more) => text.slice(0, word.length + more)) : [text];
        if (!means.has(choice) && cuts.some((cut) => isNear(cut, word))) means.set(choice, 1);
      }
    }
  }
}

function put(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

// One letter more, fewer or another one, but the first, or two swapped.
function isNear(text, word) {
  if (Math.abs(text.length - word.length) > 1) return false;
  let at = 0;
  while (at < word.length && text[at] === word[at]) at += 1;
  const swapped = text[at] === word[at + 1] && text[at + 1] === word[at] && text.slice(at + 2) === word.slice(at + 2);
  const rest = [[1, 1], [1, 0], [0, 1]].some(([a, b]) => text.slice(at + a) === word.slice(at + b));
  return swapped || (at > 0 && rest);
}
