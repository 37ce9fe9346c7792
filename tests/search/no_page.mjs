// What the scripts of the search look at when they are loaded, of a page that has no form: for programs that ask them in node.
export function withoutPage(read) {
  const page = { querySelectorAll: () => [], querySelector: () => null, addEventListener() {} };
  Object.assign(globalThis, {
    document: page, location: { hash: "", pathname: "/search/" }, addEventListener() {},
    fetch: async (address) => new Response(read(String(address))),
  });
}

// A limit of time that nobody waits for any more would keep the program alive.
export function finish(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit());
}
