// One question at a time: what belongs to an older one is dropped, and a slow answer is told of.

import { ask, open, prepareIndex } from "./search-ask.js";
import { isUrgent } from "./search-need.js";
import { begin, within } from "./search.js";

export const SLOW_MS = 400;
const LONGEST_MS = 10_000;

prepareIndex().catch(() => {});

export class Turns {
  constructor() {
    this.last = 0;
  }

  drop() {
    this.last += 1;
  }

  // `on`: urgent() as soon as that is known, slow(), prepare(found) which may take time too, found(found, prepared), failed().
  async ask(text, options, on) {
    const turn = this.last += 1;
    const isLast = () => turn === this.last;
    const slow = setTimeout(() => isLast() && on.slow(), SLOW_MS);
    const answer = async () => {
      const found = await answered(text, options);
      return [found, await on.prepare(found)];
    };
    begin().then(([, manifest]) => isLast() && isUrgent(text, manifest) && on.urgent()).catch(() => {});
    try {
      const answers = await within(answer(), LONGEST_MS);
      if (isLast()) on.found(...answers);
    } catch {
      if (isLast()) on.failed();
    }
    clearTimeout(slow);
  }
}

// `again`: after a failure nothing that was fetched before is trusted, as a newer build may have taken it away.
async function answered(text, { without, again = false }) {
  if (again) await open(true);
  return ask(text, { without });
}

// Those cards that come, each with what the answer says of it: one lost card is one lost card.
export async function cards(index, results) {
  const came = await Promise.allSettled(results.map(({ ref }) => index.cards([ref])));
  return came.flatMap(({ value }, at) => {
    const { missing, late } = results[at];
    return value?.length ? [{ ...value[0], late, missing }] : [];
  });
}
