// Fetches the parts of the index that a question needs, and hands them to lunr.js as an index of its own.
// A score needs the weights of the terms that are asked for and no others, so the answers are those of the
// whole index: the same documents, in the same order, with the same scores. plugins/search/ writes the files.

import { DIGITS, LETTERS, byLength, card, codeOf, named, numbers, places, position, sum, unfront, unit } from "./search-codec.js";

const CARDS = 32;
const GROUP = 8;
const NOTHING = Object.freeze({});
const EMPTY = [0, 0];

export class Index {
  // `get(name)` promises the parsed JSON of a file; a name that is asked for again is fetched once. What does not
  // come is left out, and `partial` says so; an index that is not `fresh` gives up on a file that is gone.
  constructor(lunr, manifest, get, fresh = false) {
    this.lunr = lunr;
    this.manifest = manifest;
    this.fields = manifest.fields.map(([name]) => name);
    this.bounds = manifest.bounds;
    this.late = new Set(places(manifest.late[1]));
    this.pipeline = lunr.Pipeline.load(["stemmer"]);
    this.kept = new Map();
    this.lost = new Set();
    this.near = new Set();
    this.isOneFile = Boolean(manifest.parts);
    this.get = (name) => (manifest.parts ? Promise.resolve(manifest.parts[name]) : get(name));
    this.fresh = fresh;
    this.factors = manifest.fields.map(() => new Map());
  }

  get partial() {
    return this.lost.size > 0;
  }

  // What did not come is asked for again from now on.
  retry() {
    this.lost.clear();
  }

  isSubject(ref) {
    return ref >= this.manifest.subjects;
  }

  load(name, read = (data) => data) {
    if (this.lost.has(name)) return Promise.reject(new Error(`${name} did not come`));
    if (!this.kept.has(name)) {
      const promise = this.get(name).then(read);
      this.kept.set(name, promise);
      promise.catch(() => {
        this.kept.delete(name);
        this.lost.add(name);
      });
    }
    return this.kept.get(name);
  }

  // Those of the files that came.
  async all(promises) {
    const settled = await Promise.allSettled(promises);
    const gone = settled.find(({ reason }) => reason?.gone);
    if (gone && !this.fresh) throw gone.reason;
    return settled.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  }

  // Of each document, by field.
  get lengths() {
    this.lengthsByRef ??= this.manifest.lengths.map((text) => {
      const lengths = numbers(text);
      return new Map(text && this.refs.map((ref, at) => [ref, lengths[at]]));
    });
    return this.lengthsByRef;
  }

  get refs() {
    this.allRefs ??= places(this.manifest.numbers);
    return this.allRefs;
  }

  // The file in which a term would stand.
  placeOf(term) {
    const wanted = position(unit(term));
    let low = 0;
    let high = this.bounds.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.bounds[middle] <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // Those that may hold terms that begin so: one, unless it is shorter than what decides on the file.
  filesOf(prefix) {
    const digits = /^[0-9]+$/.test(prefix) && prefix.length < DIGITS;
    return digits || [...prefix].length < LETTERS ? this.bounds.map((_, at) => at) : [this.placeOf(prefix)];
  }

  // Whether all terms that begin so come in what is fetched for a word anyway.
  atHand(prefix) {
    return this.isOneFile || this.filesOf(prefix).length === 1;
  }

  bucket(place) {
    return this.load(named(this.manifest.buckets, place), ([terms, heads, gaps, counts]) => {
      const head = numbers(heads);
      const at = new Map();
      const lists = [];
      let next = 0;
      let start = 0;
      const postings = () => {
        const count = head[next++];
        if (!count) return lists[head[next++]];
        const list = [start, start += count];
        lists.push(list);
        return list;
      };
      for (const term of unfront(terms)) {
        const mask = head[next++];
        at.set(term, this.fields.map((_, field) => (mask >> field & 1 ? postings() : EMPTY)));
      }
      return { at, gaps: numbers(gaps), counts: numbers(counts) };
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
    const buckets = await this.all(this.filesOf(prefix).map((place) => this.bucket(place)));
    return buckets.flatMap(({ at }) => [...at.keys()].filter((term) => term.startsWith(prefix)));
  }

  // All terms by their length, and how often each occurs.
  dictionary() {
    const { dictionary } = this.manifest;
    if (dictionary) {
      return this.load(dictionary, (lengths) => new Map(Object.entries(lengths).map(([length, [terms, frequencies]]) =>
        [Number(length), { terms: unfront(terms), frequencies: numbers(frequencies) }])));
    }
    this.ownTerms ??= this.all(this.bounds.map((_, place) => this.bucket(place))).then(byLength);
    return this.ownTerms;
  }

  // In how many fields of documents a term occurs.
  async frequency(term) {
    const { terms, frequencies } = (await this.dictionary()).get(term.length) ?? { terms: [] };
    const place = terms.indexOf(term);
    return place < 0 ? 0 : frequencies[place];
  }

  // What is misspelt, or begins with *, is looked up in the dictionary, by lunr.js itself.
  async lookUp([set, least, most]) {
    const [dictionary = new Map()] = await this.all([this.dictionary()]);
    return [...dictionary].filter(([length]) => length >= least && length <= most).flatMap(([, entry]) => {
      entry.set ??= this.lunr.TokenSet.fromArray(entry.terms);
      return entry.set.intersect(set).toArray();
    });
  }

  // A lunr.Index that holds just what the query needs.
  async part(query) {
    const plan = this.plan(query);
    for (const terms of await Promise.all(plan.wanted.map((wanted) => this.lookUp(wanted)))) {
      terms.forEach((term) => plan.exact.add(term));
    }
    const needed = new Set([...plan.exact].map((term) => this.placeOf(term)));
    plan.prefixes.forEach((prefix) => this.filesOf(prefix).forEach((place) => needed.add(place)));
    this.several = needed.size > 1;
    if (needed.size === 1) this.bring([...needed][0]);
    const buckets = await this.all([...needed].map((place) => this.bucket(place)));
    if (needed.size && !buckets.length) throw new Error("no file of terms came");
    const found = new Map();
    for (const bucket of buckets) {
      for (const term of plan.exact) if (bucket.at.has(term)) found.set(term, bucket);
      if (plan.prefixes.length) {
        for (const term of bucket.at.keys()) if (plan.prefixes.some((prefix) => term.startsWith(prefix))) found.set(term, bucket);
      }
    }
    return this.assemble(found, query.isNegated());
  }

  assemble(found, everything) {
    const vectors = new Map();
    if (everything) {
      for (const ref of this.refs) this.fields.forEach((field) => vectors.set(`${field}/${ref}`, []));
    }
    // Not by the reader's alphabet: lunr.js wants the order of JavaScript's own comparison.
    const terms = [...found.keys()].sort();
    const invertedIndex = terms.map((term, place) => [term, this.posting(term, place, found.get(term), vectors)]);
    return this.lunr.Index.load({
      version: this.manifest.lunr, fields: this.fields, fieldVectors: [...vectors], invertedIndex, pipeline: ["stemmer"],
    });
  }

  posting(term, place, bucket, vectors) {
    const ranges = bucket.at.get(term);
    const frequency = sum(ranges);
    const posting = { _index: place };
    ranges.forEach(([from, to], field) => {
      const name = this.fields[field];
      const documents = posting[name] = {};
      let ref = 0;
      for (let at = from; at < to; at += 1) {
        ref += bucket.gaps[at];
        documents[ref] = NOTHING;
        const key = `${name}/${ref}`;
        let vector = vectors.get(key);
        if (!vector) vectors.set(key, vector = []);
        vector.push(place, this.weight(field, frequency, bucket.counts[at] + 1, ref));
      }
    });
    return posting;
  }

  // Lunr's own formula, in the same order of operations as the builder's.
  weight(field, frequency, times, ref) {
    const late = this.late.has(ref);
    const length = this.lengths[field].get(ref) ?? 0;
    const code = codeOf(this.manifest.fields[field], times, length);
    const key = (frequency * 65536 + code) * 2 + late;
    let weight = this.factors[field].get(key);
    if (weight === undefined) {
      weight = this.manifest.odd[`${field}.${frequency}.${code}.${+late}`] ?? this.score(field, frequency, times, length, late);
      this.factors[field].set(key, weight);
    }
    return weight;
  }

  score(field, frequency, times, length, late) {
    const { count, k1, b, averages, fields, late: [penalty] } = this.manifest;
    const [, boost, , , flat] = fields[field];
    const relative = flat ? 1 : length / averages[field];
    const idf = Math.log(1 + Math.abs((count - frequency + 0.5) / (frequency + 0.5)));
    const score = idf * ((k1 + 1) * times) / (k1 * (1 - b + b * relative) + times);
    return Math.round(score * boost * (late ? penalty : 1) * 1000) / 1000;
  }

  // Lunr's answers to a query: a text in Lunr's own syntax, or a function that fills the query.
  async search(question) {
    const query = new this.lunr.Query(this.fields);
    if (typeof question === "string") new this.lunr.QueryParser(question, query).parse();
    else question.call(query, query);
    const index = await this.part(query);
    return typeof question === "string" ? index.search(question) : index.query(question);
  }

  // Ordinary words that are near to terms of the index, and so might be taken for slips.
  async known() {
    return this.load(this.manifest.known, (text) => new Set(unfront(text)));
  }

  // The cards of the best documents of a bucket come with it, whichever of its words is asked for.
  bring(place) {
    const { near } = this.manifest;
    if (!near) return;
    const cards = this.cardsIn(named(near, place));
    cards.catch(() => {});
    this.near.add(cards);
  }

  cardsIn(name) {
    return this.load(name, ([gaps, ...cards]) => new Map(places(gaps).map((ref, at) => [ref, cards[at]])));
  }

  // Up to `most` of the results whose cards are here already, in their order: nothing is fetched for them, so that
  // somebody who types tells no more than the files of terms do. Of several words there may be too few.
  async withCards(results, most) {
    if (!this.manifest.near) return results.slice(0, most);
    const near = await this.all(this.near);
    const here = results.filter(({ ref }) => near.some((cards) => cards.has(ref))).slice(0, most);
    return here.length < most && this.several ? results.slice(0, most) : here;
  }

  // Those that came, in the order of `refs`.
  async cards(refs) {
    const near = await this.all(this.near);
    const known = (ref) => near.find((cards) => cards.has(ref));
    const groups = new Map(refs.filter((ref) => !known(ref)).map((ref) => {
      const file = Math.floor(ref / CARDS);
      return [file, this.cardsIn(`${named(this.manifest.cards, Math.floor(file / GROUP))}-${file % GROUP}`)];
    }));
    const came = near.concat(await this.all(groups.values()));
    return refs.map((ref) => came.find((cards) => cards.has(ref))?.get(ref))
      .filter(Boolean).map((one) => card(one, this.manifest));
  }

  // The values of a facet, each with its label and the set of its documents.
  facet(name) {
    return this.load(this.manifest.facets[name], (values) =>
      Object.entries(values).map(([value, [label, gaps]]) => ({ value, label, refs: new Set(places(gaps)) })));
  }
}
