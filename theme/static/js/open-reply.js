// The box for an answer below a message, and the files that the button makes of it.

import { clean, length, LONGEST, seal } from "./open-answer.js";
import { element, spaced } from "./open-view.js";

const REFERENCE = /^[0-9a-hjkmnp-tv-z]{20}$/;
const addresses = new Set();
let count = 0;

// `cases` are the places of one message, of which there are several if it was sent twice: {place, reference}.
export function box(cases) {
  count += 1;
  const id = `answer-${count}`;
  const text = element("textarea", { id, rows: 8, spellcheck: false, dir: "auto" });
  text.setAttribute("aria-describedby", `${id}-hint ${id}-left`);
  const left = element("p", { id: `${id}-left`, className: "hint" });
  const fault = element("p", { className: "fault", hidden: true });
  fault.setAttribute("role", "alert");
  const result = element("div", { className: "answer-files", tabIndex: -1, hidden: true });
  const reference = element("input", { id: `${id}-reference`, autocomplete: "off" });
  const asked = element("div", { className: "field" }, element("label", { htmlFor: reference.id }, "The reference of the case"),
    element("p", { className: "hint" }, "Twenty letters and digits, from the proposal: this file has lost its name."), reference);
  const hint = "At most 4,000 characters. Only what is safe if somebody else reads it beside them. Your name is not shown.";
  const form = element("form", { className: "reply", noValidate: true },
    element("h3", {}, "Answer for their six words"),
    element("div", { className: "field" }, element("label", { htmlFor: id }, "Your answer"), element("p", { id: `${id}-hint`, className: "hint" }, hint), text, left),
    ...(cases.every((each) => REFERENCE.test(each.reference)) ? [] : [asked]),
    fault, element("p", {}, element("button", { type: "submit" }, "Seal the answer")), result);
  const show = () => {
    const rest = LONGEST - length(clean(text.value));
    left.textContent = rest < 0 ? `${(-rest).toLocaleString("en-GB")} characters too many.` : `${rest.toLocaleString("en-GB")} characters left.`;
    left.classList.toggle("fault", rest < 0);
    result.hidden = true; // a sealed file of an older text must not be taken for this one
  };
  text.addEventListener("input", show);
  show();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = clean(text.value);
    const typed = reference.value.replace(/[\s-]/g, "").toLowerCase();
    const problem = problemWith(answer) || cases.some((each) => !REFERENCE.test(each.reference || typed)) && "Enter the reference of the case: twenty letters and digits.";
    fault.hidden = !problem;
    fault.textContent = problem || "";
    if (problem) return (problemWith(answer) ? text : reference).focus();
    const files = await Promise.all(cases.map(async (each) => [each.place.name, await seal(answer, each.reference || typed, each.place.recipient)]));
    if (!form.isConnected || clean(text.value) !== answer) return;
    result.replaceChildren(...steps(files));
    result.hidden = false;
    result.focus();
  });
  return form;
}

function problemWith(answer) {
  if (!answer) return "Write the answer.";
  return length(answer) > LONGEST && `An answer may have 4,000 characters; this one has ${length(answer).toLocaleString("en-GB")}.`;
}

function steps(files) {
  const many = files.length > 1;
  const links = files.map(([name, bytes], at) => {
    const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    addresses.add(address);
    const title = many ? `Save answer ${at + 1} of ${files.length}` : "Save the answer";
    const link = element("a", { href: address, download: name, className: "save" }, title);
    return element("li", {}, link, element("br"), element("small", {}, name));
  });
  return [
    element("h4", {}, "Sealed. Two steps are left"),
    element("ol", {},
      element("li", {}, many ? `The same message came ${files.length} times. Save each file:` : "Save the file:", element("ul", { className: "plain" }, ...links)),
      element("li", {}, "In the host’s console, go to the store that you downloaded the message from, open the folder “answers” and upload it there. ",
        element("strong", {}, many ? "Leave the names as they are." : "Leave the name as it is."))),
    element("p", {}, "The sender sees your words and today’s date at /forms/answer/ as soon as they type their six words there, for 90 days. Another answer takes the place of this one."),
  ];
}

export function forgetFiles() {
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses.clear();
}

export function alsoReceived(opened) {
  return element("p", { className: "small" }, `The same message came again${opened.reference ? ` as ${spaced(opened.reference)}` : ""}. It is shown once.`);
}
