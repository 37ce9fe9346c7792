// The keys in what an editor pasted or in the file that age-keygen wrote. A pasted file has lost its lines.

import { Fault } from "./open-fault.js";

const KEY = /AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}(?![0-9A-Z])/gi;
const POST_QUANTUM = /AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]+/gi;

const WRONG = [
  [/AGE-SECRET-KEY-/i, "The key is not whole: it has 74 characters, from AGE-SECRET-KEY-1 to its last letter. Copy all of it."],
  [/AGE-PLUGIN-/i, "This key is on a device of its own, such as a YubiKey, which this page cannot use. Use “make referral”."],
  [/^\s*(-----BEGIN AGE ENCRYPTED|age-encryption\.org)/, "This is a sealed file, or a key that is locked with a passphrase. Choose the file that holds your key in the clear."],
  [/PRIVATE KEY-----/, "This is a key of another kind. Yours begins with AGE-SECRET-KEY-1."],
  [/\bage1[0-9a-z]+/i, "This is a public key: it can only seal, not open. Yours begins with AGE-SECRET-KEY-1."],
];

export function keysIn(text) {
  const keys = [...text.matchAll(KEY), ...text.matchAll(POST_QUANTUM)].map(([key]) => key.toUpperCase());
  if (keys.length) return [...new Set(keys)];
  if (!text.trim()) throw new Fault("Paste your key, or choose the file that holds it.", "key");
  const [, message] = WRONG.find(([form]) => form.test(text)) ?? [];
  throw new Fault(message ?? "There is no key in this. It begins with AGE-SECRET-KEY-1.", "key");
}
