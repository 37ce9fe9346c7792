// The run-time of a learning system by SCORM 1.2: it knows the data model, keeps what it is told, and lists every fault.

const text = (most) => (value) => value.length <= most;
const word = (...words) => (value) => words.includes(value);
const score = (value) => value === "" || (/^-?\d+(\.\d+)?$/.test(value) && Number(value) >= 0 && Number(value) <= 100);
const timespan = (value) => /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/.test(value);
const R = 1, W = 2;

// Element: who may read or write it, what it may be, its first value.
const MODEL = {
  "cmi.core._children": [R, null, "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time"],
  "cmi.core.student_id": [R, null, "learner-1"],
  "cmi.core.student_name": [R, null, "Example, Asha"],
  "cmi.core.lesson_location": [R | W, text(255), ""],
  "cmi.core.credit": [R, null, "credit"],
  "cmi.core.lesson_status": [R | W, word("passed", "completed", "failed", "incomplete", "browsed"), "not attempted"],
  "cmi.core.entry": [R, null, "ab-initio"],
  "cmi.core.score._children": [R, null, "raw,min,max"],
  "cmi.core.score.raw": [R | W, score, ""],
  "cmi.core.score.min": [R | W, score, ""],
  "cmi.core.score.max": [R | W, score, ""],
  "cmi.core.total_time": [R, null, "0000:00:00"],
  "cmi.core.lesson_mode": [R, null, "normal"],
  "cmi.core.exit": [W, word("time-out", "suspend", "logout", ""), ""],
  "cmi.core.session_time": [W, timespan, ""],
  "cmi.suspend_data": [R | W, text(4096), ""],
  "cmi.launch_data": [R, null, ""],
};

const lms = {
  kept: {}, // what outlives a session: only what was committed
  calls: [],
  faults: [],
  sessions: 0,
};
let state = "closed";
let code = "0";
let values = {};

function result(name, given, error, value) {
  code = error;
  lms.calls.push([name, ...given]);
  if (given.some((one) => typeof one !== "string")) lms.faults.push(`${name}: an argument is no string: ${JSON.stringify(given)}`);
  if (error !== "0") lms.faults.push(`${name}(${given.join(", ")}): error ${error}`);
  return value;
}

window.API = {
  LMSInitialize(...given) {
    if (given.length !== 1 || given[0] !== "") return result("LMSInitialize", given, "201", "false");
    if (state === "open") return result("LMSInitialize", given, "101", "false");
    state = "open";
    lms.sessions += 1;
    values = Object.fromEntries(Object.entries(MODEL).map(([name, [, , first]]) => [name, first]));
    Object.assign(values, lms.kept, { "cmi.core.exit": "", "cmi.core.session_time": "" });
    if (lms.kept["cmi.core.exit"] === "suspend") values["cmi.core.entry"] = "resume";
    return result("LMSInitialize", given, "0", "true");
  },
  LMSFinish(...given) {
    if (given.length !== 1 || given[0] !== "") return result("LMSFinish", given, "201", "false");
    if (state !== "open") return result("LMSFinish", given, "301", "false");
    lms.kept = { ...values };
    state = "closed";
    return result("LMSFinish", given, "0", "true");
  },
  LMSGetValue(...given) {
    const [name] = given;
    if (state !== "open") return result("LMSGetValue", given, "301", "");
    if (!(name in MODEL)) return result("LMSGetValue", given, "401", "");
    if (!(MODEL[name][0] & R)) return result("LMSGetValue", given, "404", "");
    return result("LMSGetValue", given, "0", values[name]);
  },
  LMSSetValue(...given) {
    const [name, value] = given;
    if (state !== "open") return result("LMSSetValue", given, "301", "false");
    if (!(name in MODEL)) return result("LMSSetValue", given, "401", "false");
    const [access, fits] = MODEL[name];
    if (!(access & W)) return result("LMSSetValue", given, name.endsWith("_children") ? "402" : "403", "false");
    if (typeof value !== "string" || !fits(value)) return result("LMSSetValue", given, "405", "false");
    values[name] = value;
    return result("LMSSetValue", given, "0", "true");
  },
  LMSCommit(...given) {
    if (state !== "open") return result("LMSCommit", given, "301", "false");
    lms.kept = { ...values };
    return result("LMSCommit", given, "0", "true");
  },
  LMSGetLastError: () => code,
  LMSGetErrorString: (number) => `error ${number}`,
  LMSGetDiagnostic: () => "",
};
window.lms = lms;
