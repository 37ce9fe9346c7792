// The order of the answers: by how much of the question an entry meets, then by how well.

// How well a word is met: by what it means or by a name, by what else it may mean, by a title, anywhere else,
// by its beginning only.
const [MEANT, ALSO_MEANT, TITLED, WRITTEN, BEGUN] = [1, 0.9, 0.9, 0.7, 0.5];
// Whoever is a "psychiatrist" in their own words comes before those whose group is also found by that word.
const OWN_WORDS = 0.3;
const ENOUGH = 3;
const NEAR_MISSES = 10;

function quality(asked, fields, term, where) {
  const exact = term === asked.stem || term === asked.word || asked.also.has(term);
  const names = Object.keys(where).filter((field) => !asked.field || field === asked.field);
  if (!names.length || !(exact || (asked.prefix && term.startsWith(asked.word)))) return 0;
  if (!exact) return BEGUN;
  if (!names.some((field) => fields.has(field) || field === "name")) return names.includes("title") ? TITLED : WRITTEN;
  return MEANT + (names.includes("title") ? OWN_WORDS : 0);
}

// How well a result meets a unit: as well as it meets the worst of its words, or by all words of what is meant.
function met({ words, meanings }, terms) {
  const [first] = meanings;
  const fields = new Set(first && [first.field]);
  const best = (asked) => terms.reduce((most, [term, where]) => Math.max(most, quality(asked, fields, term, where)), 0);
  const hard = words.filter(({ soft, stop }) => !soft && !stop);
  const needed = hard.length ? hard : words;
  // The words of a name belong together: "North Korea" is not what has "north" and "Korea" somewhere.
  const together = !first || needed.length === 1 || inOneField(needed, terms);
  const written = together ? Math.min(...needed.map(best)) : 0;
  const meant = meanings.filter(({ field, term: own }) => terms.some(([term, where]) => field in where && term === own));
  return Math.max(written, first && meant.includes(first) ? MEANT : meant.length ? ALSO_MEANT : 0);
}

function inOneField(words, terms) {
  const fields = words.map(({ word, stem }) => new Set(terms.flatMap(([term, where]) => (term === word || term === stem ? Object.keys(where) : []))));
  return [...fields[0]].some((field) => fields.every((each) => each.has(field)));
}

// Adds to each result what it lacks, and sorts: fewer missing first, the overdue after the fresh, then by score.
export function rank(index, units, results) {
  const wanted = units.filter(({ without }) => !without);
  const hard = wanted.filter(({ soft }) => !soft);
  const judged = hard.length ? hard : wanted;
  for (const result of results) {
    const terms = Object.entries(result.matchData.metadata);
    const grades = judged.map((unit) => met(unit, terms));
    result.missing = judged.filter((_, at) => grades[at] === 0);
    result.late = index.late.has(result.ref);
    const sum = grades.reduce((total, grade) => total + grade, 0);
    result.rank = result.score * (0.2 + sum / Math.max(1, judged.length)) ** 2;
  }
  return results.filter(({ missing }) => !missing.some(({ must }) => must)).sort(compared);
}

function compared(a, b) {
  return a.missing.length - b.missing.length || a.late - b.late || b.rank - a.rank || a.ref - b.ref;
}

// Those that meet all; where they are few, also those that meet nearly all; where there are none, those that meet most.
export function chosen(results) {
  const full = results.filter(({ missing }) => missing.length === 0);
  if (full.length >= ENOUGH || !results.length) return { results: full, mode: full.length ? "all" : "none" };
  const least = results.find(({ missing }) => missing.length)?.missing.length;
  const nearly = results.filter(({ missing }) => missing.length === least);
  if (!full.length) return { results: nearly, mode: "some" };
  return { results: [...full, ...nearly.slice(0, NEAR_MISSES)], mode: "all" };
}
