// An editor's answer, sealed to the place that the sender's six words lead to.

import { Encrypter } from "./age/age-encryption/dist/index.js";

export const LONGEST = 4000; // characters, as Python counts them
const STEP = 1024; // bytes: the size of what is sealed says no more about its length

export function length(text) {
  return [...text].length;
}

export function clean(text) {
  return text.replaceAll("\r\n", "\n").trim();
}

export async function seal(text, reference, recipient) {
  const answer = { reference, on: new Date().toISOString().slice(0, 10), answer: text };
  const plain = new TextEncoder().encode(JSON.stringify(answer));
  const padded = new Uint8Array(Math.ceil(plain.length / STEP) * STEP).fill(32);
  padded.set(plain);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(padded);
}
