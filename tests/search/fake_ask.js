// Answers of every kind in the place of theme/static/js/search-ask.js, so that the box and the view are tested by themselves.
// The question says which: "slow 700 jose" comes after 700 ms, "stalled" never; "broken" fails and "cards" lose one, until window.mended.

const KINDS = ["person", "organisation", "news"];
const TITLES = ["Asha Example", "Example House", "ليلى مثال", "José Ejemplo", "A news item", "Harbour Example"];
const CARDS = Array.from({ length: 60 }, (_, ref) => ({
  url: `/experts/${ref % 2 ? "jose-ejemplo" : "asha-example"}/`,
  kind: KINDS[ref % 8 === 5 ? 1 : ref % 8 === 7 ? 2 : 0],
  title: `${TITLES[ref % TITLES.length]} ${ref + 1}`,
  line: ref % TITLES.length === 2 ? "محامية في قضايا اللجوء" : "What they do, in one line",
  facts: "Legal experts",
  state: ["open", "waitlist", "closed", "unknown"][ref % 4],
  sample: ref % 2,
}));
const CHIPS = [
  { id: "role:legal", facet: "role", value: "legal", label: "Legal", text: "lawyer" },
  { id: "language:sq", facet: "language", value: "sq", label: "speaks Albanian", text: "albanian" },
  { id: "place:england", facet: "place", value: "england", label: "England", text: "england" },
];
let lost = () => false;

const index = {
  manifest: { facets: { kind: "a", country: "b" } },
  lunr: {},
  cards: async (refs) => refs.map((ref) => {
    if (lost(ref)) throw new Error("a card is lost");
    return CARDS[ref];
  }),
  withCards: async (results, most) => results.slice(0, most),
  facet: async (name) => (name === "kind"
    ? KINDS.map((value) => ({ value, label: `${value}s`, refs: new Set(CARDS.flatMap(({ kind }, ref) => (kind === value ? [ref] : []))) }))
    : ["Sudan", "Vietnam"].map((label, place) => ({ value: label.slice(0, 2).toLowerCase(), label, refs: new Set(CARDS.flatMap((_, ref) => (ref % 2 === place ? [ref] : []))) }))),
};

const results = (count, more = {}) => Array.from({ length: count }, (_, ref) => ({ ref, score: 9 - ref / 10, missing: [], late: false, ...more }));

const ANSWERS = {
  none: () => ({ results: [], mode: "none" }),
  some: () => ({ results: results(2, { missing: ["albanian"] }), mode: "some" }),
  offer: () => ({ results: results(2), offer: "psychiatrist" }),
  offernone: () => ({ results: [], mode: "none", offer: "psychiatrist" }),
  absent: () => ({ results: [], mode: "none", absent: [{ label: "Iraq", url: "/directory/country/" }] }),
  late: () => ({ results: [{ ref: 0, score: 2, missing: [], late: true }, { ref: 2, score: 1, missing: [], late: false }] }),
  lists: () => ({ results: results(3), subjects: [{ ref: 40, score: 9, missing: [] }] }),
  partial: () => ({ results: results(2), partial: true }),
  cards: () => ({ results: results(6) }),
  help: () => ({ results: results(3), urgent: true }),
};

export async function prepareIndex() {}

export async function open() {
  return index;
}

export async function ask(text, { without = new Set() } = {}) {
  const [kind, ms] = text.trim().split(/\s+/u);
  const isMended = Boolean(globalThis.mended);
  lost = (ref) => kind === "cards" && !isMended && ref === 1;
  if (kind === "slow") await new Promise((resolve) => setTimeout(resolve, Number(ms)));
  if (kind === "stalled" && !isMended) await new Promise(() => {});
  if (kind === "broken" && !isMended) throw new Error("a file is lost");
  const chips = CHIPS.filter(({ id, text: word }) => text.includes(word) && !without.has(id));
  const answer = { results: results(12 + without.size), subjects: [], mode: "all", urgent: text.includes("help") };
  return { index, words: [], cut: false, chips, offer: "", absent: [], partial: false, ...answer, ...ANSWERS[kind]?.() };
}
