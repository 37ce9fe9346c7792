// Fetches the parts of the index that a question needs, and hands them to lunr.js as an index of its own.
// A score needs the weights of the terms that are asked for and no others, so the answers are those of the
// whole index: the same documents, in the same order, with the same scores. plugins/search/ writes the files.

import { words } from "./search-text.js";

const FIRST = 35;
const LAST = 64;
const LONGEST = 16;
const CARDS = 8;
const GROUP = 8;
const NAME = 6;
const NOTHING = Object.freeze({});

export function numbers(text) {
  const found = [];
  let high = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const place = code - FIRST - (code > 92);
    if (place < LAST) {
      found.push(high * LAST + place);
      high = 0;
    } else {
      high = high * 27 + place - LAST + 1;
    }
  }
  return found;
}

function places(gaps) {
  let before = 0;
  return numbers(gaps).map((gap) => (before += gap));
}

function unfront(text) {
  let before = "";
  return text === "" ? [] : text.split("\n").map((line) =>
    (before = before.slice(0, line.charCodeAt(0) - 48) + line.slice(1)));
}

// Names of files stand in one text, as all are equally long.
function named(names, at) {
  return names.slice(at * NAME, (at + 1) * NAME);
}

// How often a term occurs, and how long its field is beside the average; a flat field has no length.
function countAndLength([, , most, , flat], average, code) {
  if (flat) return [code + 1, 1];
  const [count, length] = code < 2 * most
    ? [code % 2 + 1, most - (code >> 1)]
    : [Math.floor(code / most) + 1, most - code % most];
  return [count, length / average];
}

function card([url, kind, title, line = "", facts = "", state = 0, sample = 0], { kinds, states }) {
  return { url: url || `/experts/${words(title).join("-")}/`, kind: kinds[kind], title, line, facts, state: states[state], sample };
}

export class Index {
  // `get(name)` promises the parsed JSON of a file; a name that is asked for again is fetched once.
  constructor(lunr, manifest, get) {
    this.lunr = lunr;
    this.manifest = manifest;
    this.fields = manifest.fields.map(([name]) => name);
    this.bounds = unfront(manifest.bounds);
    this.late = new Set(places(manifest.late[1]));
    this.pipeline = lunr.Pipeline.load(["stemmer"]);
    this.kept = new Map();
    this.get = (name) => (manifest.parts ? Promise.resolve(manifest.parts[name]) : get(name));
    this.factors = manifest.fields.map(() => new Map());
  }

  load(name, read = (data) => data) {
    if (!this.kept.has(name)) {
      const promise = this.get(name).then(read);
      this.kept.set(name, promise);
      promise.catch(() => this.kept.delete(name));
    }
    return this.kept.get(name);
  }

  // The file in which a term would stand.
  placeOf(term) {
    let low = 0;
    let high = this.bounds.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.bounds[middle] <= term) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  filesOf(prefix) {
    const first = this.placeOf(prefix);
    const count = this.placeOf(`${prefix}\uffff`) - first + 1;
    return Array.from({ length: count }, (_, at) => first + at);
  }

  shard(place) {
    return this.load(named(this.manifest.shards, place), ([terms, heads, gaps, codes]) => {
      const counts = numbers(heads);
      const at = new Map();
      let head = 0;
      let start = 0;
      for (const term of unfront(terms)) {
        const mask = counts[head++];
        const postings = this.fields.map((_, field) => {
          const from = start;
          if (mask >> field & 1) start += counts[head++];
          return [from, start];
        });
        at.set(term, postings);
      }
      return { at, gaps: numbers(gaps), codes: numbers(codes) };
    });
  }

  // The terms that a query may touch: some by name, some by their beginning, some to be looked for.
  plan(query) {
    const plan = { exact: new Set(), prefixes: [], wanted: [] };
    for (const clause of query.clauses) {
      const terms = clause.usePipeline ? this.pipeline.runString(clause.term, { fields: clause.fields }) : [clause.term];
      for (const term of terms) {
        const star = term.indexOf("*");
        const slips = clause.editDistance;
        if (slips) {
          const spread = star < 0 ? [term.length - slips, term.length + slips] : [0, Infinity];
          plan.wanted.push([this.lunr.TokenSet.fromFuzzyString(term, slips), ...spread]);
        } else if (star < 0) plan.exact.add(term);
        else if (star > 0) plan.prefixes.push(term.slice(0, star));
        else plan.wanted.push([this.lunr.TokenSet.fromString(term), 0, Infinity]);
      }
    }
    return plan;
  }

  // The terms that begin so; the files that hold them are those that a question for the beginning needs.
  async beginning(prefix) {
    const shards = await Promise.all(this.filesOf(prefix).map((place) => this.shard(place)));
    return shards.flatMap(({ at }) => [...at.keys()].filter((term) => term.startsWith(prefix)));
  }

  // What is misspelt, or begins with *, is looked up in the dictionary, by lunr.js itself.
  async lookUp([set, least, most]) {
    const lengths = Object.keys(this.manifest.lengths).map(Number)
      .filter((length) => length >= Math.min(LONGEST, least) && length <= most);
    const dictionaries = await Promise.all(lengths.map((length) =>
      this.load(this.manifest.lengths[length], (text) => this.lunr.TokenSet.fromArray(unfront(text)))));
    return dictionaries.flatMap((dictionary) => dictionary.intersect(set).toArray());
  }

  // A lunr.Index that holds just what the query needs.
  async part(query) {
    const plan = this.plan(query);
    for (const terms of await Promise.all(plan.wanted.map((wanted) => this.lookUp(wanted)))) {
      terms.forEach((term) => plan.exact.add(term));
    }
    const needed = new Set([...plan.exact].map((term) => this.placeOf(term)));
    plan.prefixes.forEach((prefix) => this.filesOf(prefix).forEach((place) => needed.add(place)));
    const shards = await Promise.all([...needed].map((place) => this.shard(place)));
    const found = new Map();
    for (const shard of shards) {
      for (const term of plan.exact) if (shard.at.has(term)) found.set(term, shard);
      if (plan.prefixes.length) {
        for (const term of shard.at.keys()) if (plan.prefixes.some((prefix) => term.startsWith(prefix))) found.set(term, shard);
      }
    }
    return this.assemble(found, query.isNegated());
  }

  assemble(found, everything) {
    const vectors = new Map();
    if (everything) {
      for (let ref = 0; ref < this.manifest.count; ref += 1) this.fields.forEach((field) => vectors.set(`${field}/${ref}`, []));
    }
    // Not by the reader's alphabet: lunr.js wants the order of JavaScript's own comparison.
    const terms = [...found.keys()].sort();
    const invertedIndex = terms.map((term, place) => [term, this.posting(term, place, found.get(term), vectors)]);
    return this.lunr.Index.load({
      version: this.manifest.lunr, fields: this.fields, fieldVectors: [...vectors], invertedIndex, pipeline: ["stemmer"],
    });
  }

  posting(term, place, shard, vectors) {
    const ranges = shard.at.get(term);
    const frequency = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
    const posting = { _index: place };
    ranges.forEach(([from, to], field) => {
      const name = this.fields[field];
      const documents = posting[name] = {};
      let ref = 0;
      for (let at = from; at < to; at += 1) {
        ref += shard.gaps[at];
        documents[ref] = NOTHING;
        const key = `${name}/${ref}`;
        let vector = vectors.get(key);
        if (!vector) vectors.set(key, vector = []);
        vector.push(place, this.weight(field, frequency, shard.codes[at], this.late.has(ref)));
      }
    });
    return posting;
  }

  // Lunr's own formula, in the same order of operations as the builder's.
  weight(field, frequency, code, late) {
    const key = (frequency * 65536 + code) * 2 + late;
    let weight = this.factors[field].get(key);
    if (weight === undefined) {
      weight = this.manifest.odd[`${field}.${frequency}.${code}.${+late}`] ?? this.score(field, frequency, code, late);
      this.factors[field].set(key, weight);
    }
    return weight;
  }

  score(field, frequency, code, late) {
    const { count, k1, b, averages, fields, late: [penalty] } = this.manifest;
    const [times, length] = countAndLength(fields[field], averages[field], code);
    const idf = Math.log(1 + Math.abs((count - frequency + 0.5) / (frequency + 0.5)));
    const score = idf * ((k1 + 1) * times) / (k1 * (1 - b + b * length) + times);
    return Math.round(score * fields[field][1] * (late ? penalty : 1) * 1000) / 1000;
  }

  // Lunr's answers to a query: a text in Lunr's own syntax, or a function that fills the query.
  async search(question) {
    const query = new this.lunr.Query(this.fields);
    if (typeof question === "string") new this.lunr.QueryParser(question, query).parse();
    else question.call(query, query);
    const index = await this.part(query);
    return typeof question === "string" ? index.search(question) : index.query(question);
  }

  // Whether a document is the list of a subject.
  isSubject(ref) {
    return ref < this.manifest.subjects;
  }

  // In how many fields of documents a term occurs.
  async frequency(term) {
    const { at } = await this.shard(this.placeOf(term));
    return (at.get(term) ?? []).reduce((sum, [from, to]) => sum + to - from, 0);
  }

  // Ordinary words that are near to terms of the index, and so might be taken for slips.
  async known() {
    return this.load(this.manifest.known, (text) => new Set(unfront(text)));
  }

  async cards(refs) {
    return Promise.all(refs.map(async (ref) => {
      const file = Math.floor(ref / CARDS);
      const cards = await this.load(`${named(this.manifest.cards, Math.floor(file / GROUP))}-${file % GROUP}`);
      return card(cards[ref % CARDS], this.manifest);
    }));
  }

  // The values of a facet, each with its label and the set of its documents.
  facet(name) {
    return this.load(this.manifest.facets[name], (values) =>
      Object.entries(values).map(([value, [label, gaps]]) => ({ value, label, refs: new Set(places(gaps)) })));
  }
}
