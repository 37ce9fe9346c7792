// What was opened, as elements. Everything in it was written by strangers: it is text, and never a link.

const FIRST = ["reply", "number", "email", "reply_to", "phone", "when", "careful", "alias", "level"];
const BY_NUMBER = ["call", "voicemail", "text"];
// They would turn round what follows, a number for instance, without being seen.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function shown(text) {
  return text.replace(TURNING, (sign) => `⟨U+${sign.codePointAt(0).toString(16).toUpperCase()}⟩`);
}

export function day(on) {
  const date = new Date(`${on}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? shown(on) : date.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}

export function spaced(reference) {
  return reference.replace(/.{4}(?=.)/g, "$&-");
}

export function message(opened, { forms, ways }) {
  const form = own(forms, opened.form) ?? { title: opened.form, questions: {} };
  const article = element("article", { className: "opened", tabIndex: -1 });
  const lines = [["Received", day(opened.on)]];
  if (opened.reference) lines.push(["Reference", spaced(opened.reference)]);
  if (opened.caseOf) lines.push(["About the case", spaced(opened.caseOf)]);
  article.append(element("h2", {}, shown(form.title)), facts(lines, "opened-about"));
  const answers = new Map(opened.answers);
  if (opened.form === "message") article.append(safely(answers, ways, Boolean(opened.place)));
  article.append(element("h3", {}, "What they sent"));
  article.append(facts(inOrder(opened.answers).map(([name, values]) => [label(form, name), values.map((value) => option(form, name, value)).join("\n")])));
  return article;
}

// The ways to answer as orders: what an editor may do, and what they must not.
function safely(answers, ways, hasPlace) {
  const given = (name) => (answers.get(name) ?? []).join(" ");
  const ticked = answers.get("reply") ?? [];
  const names = Object.keys(ways);
  const may = names.filter((way) => ticked.includes(way));
  const lines = [];
  if (!may.length) lines.push(hasPlace ? "Do not call or write to them. Answer only in the box on this page." : "Do not call or write to them: they named no safe way.");
  const byNumber = may.filter((way) => BY_NUMBER.includes(way)).map((way) => ways[way][0]);
  if (byNumber.length) lines.push(`Only ${listed(byNumber)}: ${given("number") || "they gave no number"}`);
  if (may.includes("email")) lines.push(`${byNumber.length ? "Or" : "Only"} ${ways.email[0]}: ${given("email") || "they gave no address"}`);
  const when = given("when");
  if (may.length) lines.push(when ? `Only at these times: ${when}` : "They named no times.");
  if (may.length) lines.push(sentence(names.filter((way) => !may.includes(way)).map((way) => ways[way][1])));
  if (given("careful")) lines.push(`Be careful: ${given("careful")}`);
  if (given("alias")) lines.push(`Call them: ${given("alias")}`);
  const list = element("ul", { className: "plain" });
  for (const line of lines.filter(Boolean)) list.append(element("li", { dir: "auto" }, shown(line)));
  return element("section", { className: "safely" }, element("h3", {}, "How to answer safely"), list);
}

function sentence(parts) {
  const text = parts.join("; ");
  return text && `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function listed(parts) {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}` : parts[0];
}

function inOrder(answers) {
  const place = ([name]) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return [...answers].sort((one, other) => place(one) - place(other));
}

function facts(lines, className = "") {
  const list = element("dl", { className: `answers-given ${className}`.trim() });
  for (const [name, value] of lines) {
    list.append(element("div", {}, element("dt", { dir: "auto" }, shown(name)), element("dd", { dir: "auto" }, shown(value))));
  }
  return list;
}

function label(form, name) {
  return own(form.questions, name)?.label ?? name;
}

function option(form, name, value) {
  return own(own(form.questions, name)?.options ?? {}, value) ?? value;
}

// What was sealed may name "constructor".
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
