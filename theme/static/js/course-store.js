// What a learner asked this device to keep: one entry, by lesson which questions were answered right.
// {version: 1, courses: {course: {lesson: {version: "1.0", answers: {q1: true, q2: false}}}}}

export const KEY = "courses";
export const VERSION = 1;
const LARGEST = 200_000;
const NAME = /^[a-z0-9][a-z0-9-]{0,99}$/u;

// Nothing is kept unless it was asked for: the entry itself is the permission.
export function read() {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? null : parsed(text);
  } catch {
    forget();
    return null;
  }
}

export function write(courses) {
  try {
    localStorage.setItem(KEY, written(courses));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

export function written(courses) {
  return JSON.stringify({ version: VERSION, courses });
}

// Throws an error that says why; whatever is not known is refused, so that a file cannot smuggle anything in.
export function parsed(text) {
  if (text.length > LARGEST) throw new Error("rubbish");
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error("rubbish");
  }
  if (Number.isInteger(data?.version) && data.version > VERSION) throw new Error("newer");
  const { version, courses } = exactly(data, "version", "courses");
  if (version !== VERSION) throw new Error("rubbish");
  return checked(courses, (lessons) => checked(lessons, (lesson) => {
    const { version: of, answers } = exactly(lesson, "version", "answers");
    if (typeof of !== "string" || of.length > 40) throw new Error("rubbish");
    return { version: of, answers: checked(answers, (isRight) => {
      if (typeof isRight !== "boolean") throw new Error("rubbish");
      return isRight;
    }) };
  }));
}

function exactly(data, ...keys) {
  if (!isObject(data) || Object.keys(data).sort().join() !== keys.sort().join()) throw new Error("rubbish");
  return data;
}

function checked(data, check) {
  if (!isObject(data)) throw new Error("rubbish");
  return Object.fromEntries(Object.entries(data).map(([name, value]) => {
    if (!NAME.test(name)) throw new Error("rubbish");
    return [name, check(value)];
  }));
}

function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
