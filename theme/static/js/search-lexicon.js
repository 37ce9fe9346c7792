// Reads a question into the values of facets that it names: "lawyer albanian" is a group and a language.
// plugins/search/lexicon.py writes the names; what is none of them is text.

const SPEAKING = new Set(["speak", "speaks", "speaking", "speaker", "speakers", "spoken", "fluent", "interpreter", "interpreters", "interpreting", "language"]);

// Who looks for an Albanian lawyer wants to be understood; who looks for a country report wants to know of Albania.
const FOR_A_PERSON = new Set(["role", "service", "legal-aid", "accepting"]);
const ABOUT_A_COUNTRY = new Set(["role:country", "service:country-report", "service:trafficking-report"]);
// Fields whose words are not stemmed: names of places and languages.
const AS_WRITTEN = new Set(["places", "languages"]);
// Letters by which a word and a name with the same stem may differ: an "organ" is no organization.
const ENDING = 3;

export class Lexicon {
  // facets: {facet: {field, chip, url, values: {value: "label|1 if it has entries, or 0|name|name||name"}}}; entries hold
  // the names before the ||.
  constructor(facets, stem) {
    this.stem = stem;
    this.meanings = new Map();
    this.stems = new Map();
    this.longest = 1;
    const listed = Object.entries(facets).flatMap(([facet, { field, chip, url, values }]) =>
      Object.entries(values).map(([value, text]) => {
        const [head, led] = text.split("||").map((part) => part.split("|"));
        const [label, used, ...names] = head;
        return [names, led ?? [], {
          id: `${facet}:${value}`, facet, value, field, label: chip.replace("{}", label), name: label,
          url: used === "1" ? `${url}${value.toLowerCase()}/` : "", lists: url, whole: names[0].replaceAll(" ", ""),
        }];
      }));
    // What something is called comes before what else people call it: Scotland is not the United Kingdom.
    for (const [[label], , meaning] of listed) this.add(label, meaning);
    for (const [[, ...names], led, meaning] of listed) {
      for (const name of names) this.add(name, meaning);
      for (const name of led) this.add(name, { ...meaning, led: true });
    }
  }

  add(name, meaning) {
    const words = name.split(" ");
    this.longest = Math.max(this.longest, words.length);
    this.note(this.meanings, name, meaning);
    if (!AS_WRITTEN.has(meaning.field)) this.note(this.stems, words.map(this.stem).join(" "), { ...meaning, length: name.length });
  }

  // Of two values in one field the first is meant, unless only the second has entries.
  note(names, key, meaning) {
    const others = names.get(key);
    if (!others) return names.set(key, [meaning]);
    const place = others.findIndex(({ field }) => field === meaning.field);
    if (place < 0) others.push(meaning);
    else if (meaning.url && !others[place].url) others[place] = { ...meaning, label: others[place].label };
    return names;
  }

  has(word) {
    return this.meanings.has(word) || this.stems.has(this.stem(word));
  }

  // The units of a question, [{words, meanings}]: the longest names first, every other word for itself.
  read(words) {
    const units = [];
    for (let at = 0; at < words.length; at += units.at(-1).words.length) units.push(this.next(words, at));
    const all = units.flatMap(({ meanings }) => meanings.map(({ id, facet }) => (ABOUT_A_COUNTRY.has(id) ? "country" : FOR_A_PERSON.has(facet) ? "language" : "")));
    const first = ["country", "language"].find((facet) => all.includes(facet));
    for (const [at, unit] of units.entries()) {
      const meanings = this.narrowed(unit, units[at - 1], units[at + 1]);
      unit.meanings = [...meanings].sort((a, b) => (b.facet === first) - (a.facet === first));
    }
    return units;
  }

  next(words, at) {
    for (let count = Math.min(this.longest, words.length - at); count > 0; count -= 1) {
      const run = words.slice(at, at + count);
      const meanings = run.every(plain) && !(count === 1 && run[0].stop) && this.meant(run);
      if (meanings) return { words: run, meanings };
    }
    return { words: [words[at]], meanings: [] };
  }

  meant(run) {
    const [said, stemmed] = ["word", "stem"].map((form) => run.map((one) => one[form]).join(" "));
    const alike = () => this.stems.get(stemmed)?.filter(({ length }) => Math.abs(length - said.length) <= ENDING);
    const meanings = this.meanings.get(said) ?? alike();
    return meanings?.length ? meanings : undefined;
  }

  // "Albanian" is a language and a country; beside "speaking" it is the language.
  narrowed({ meanings }, ...beside) {
    const spoken = beside.some((unit) => unit?.words.some(({ word }) => SPEAKING.has(word)));
    const languages = meanings.filter(({ facet }) => facet === "language");
    return spoken && languages.length ? languages : meanings;
  }
}

function plain({ field, without, near, begins, number, exact }) {
  return !(field || without || near || begins || number || exact);
}
