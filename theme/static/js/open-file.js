// From a sealed file to what is in it: {form, on, answers, case, answer}, and what its name tells.

import { armor, Decrypter } from "./age/age-encryption/dist/index.js";
import { Fault, OLD } from "./open-fault.js";

const MOST = 1024 * 1024; // bytes; what a form takes is a fraction of it
const BEGIN = "age-encryption.org/v1\n";
const ARMOURED = "-----BEGIN AGE ENCRYPTED FILE-----";
// sealed/<reference>.<hash>[.<mark of equal answers>]; a browser may add "(1)" or an ending.
const NAME = /^([0-9a-hjkmnp-tv-z]{20})\.[0-9a-f]{64}(?:\.([0-9a-hjkmnp-tv-z]{26}))?(?![0-9a-z])/;

const OBJECT = /^answers\/([0-9a-f]{32,128})(?:\.age)?$/;
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;

export async function open(file, keys) {
  const decrypter = new Decrypter();
  try {
    for (const key of keys) decrypter.addIdentity(key);
  } catch {
    throw new Fault("There is a typo in the key: its letters do not fit together. Copy it again.", "key");
  }
  const content = read(await unsealed(decrypter, await bytesOf(file)));
  const [, reference = "", twin = ""] = NAME.exec(file.name) ?? [];
  return { ...content, name: file.name, reference, twin };
}

async function bytesOf(file) {
  if (file.size === 0) throw new Fault("The file is empty. Download it again.", "files");
  if (file.size > MOST) throw new Fault("The file is too large to be one of ours.", "files");
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Fault("The file cannot be read. Has it been moved, or is it a folder?", "files");
  }
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 64));
  if (start.startsWith(BEGIN)) return bytes;
  if (!start.startsWith(ARMOURED)) throw new Fault("This is not a sealed file.", "files");
  try {
    return armor.decode(new TextDecoder().decode(bytes));
  } catch {
    throw new Fault("The file was changed, or is not whole. Download it again.", "files");
  }
}

async function unsealed(decrypter, bytes) {
  if (!globalThis.crypto?.subtle || !globalThis.TransformStream) throw new Fault(OLD);
  try {
    return await decrypter.decrypt(bytes, "text");
  } catch (error) {
    if (/no identity matched/.test(error.message)) {
      throw new Fault("Your key does not open it: it was sealed to other keys.", "key");
    }
    throw new Fault("The file was changed, or is not whole. Download it again.", "files");
  }
}

function read(text) {
  const other = new Fault("Your key opened it, but it holds no message of this directory.", "files");
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    throw other;
  }
  if (!isObject(data) || typeof data.form !== "string" || !isObject(data.answers)) throw other;
  const answers = Object.entries(data.answers).map(([name, values]) => [name, [values].flat().map(String).filter(Boolean)]);
  return { form: data.form, on: String(data.on ?? ""), answers: answers.filter(([, values]) => values.length), caseOf: String(data.case ?? ""), place: placeOf(data.answer) };
}

function placeOf(answer) {
  const [, name] = OBJECT.exec(answer?.object ?? "") ?? [];
  return name && RECIPIENT.test(answer.recipient ?? "") ? { name: `${name}.age`, recipient: answer.recipient } : null;
}

function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
