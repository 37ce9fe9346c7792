// One question: chosen, checked, explained, tried once more; then the answer can be shown.
// What is said stands in a live region between the options and the button. The focus stays where the
// learner works, and who wants to hear it again finds it one step back.

import { element, filled } from "./course-words.js";

const TRIES = 2;

export class Question {
  constructor(section, words, done) {
    this.section = section;
    this.words = words;
    this.done = done;
    this.id = section.id;
    this.key = section.dataset.key;
    this.options = [...section.querySelectorAll(".answers > li")];
    this.reasons = [...section.querySelectorAll(".reasons > li")];
    this.details = section.querySelector("details");
    this.build(section.querySelector(".answers"));
    this.start();
  }

  build(list) {
    this.options.forEach((option, place) => {
      const input = element("input", { type: this.section.dataset.kind, name: this.id, value: place, autocomplete: "off" });
      option.append(element("label", {}, input, option.firstElementChild, element("span", { class: "verdict" })));
      input.addEventListener("change", () => this.mark(option, ""));
    });
    this.told = element("div", { class: "told", role: "status" });
    this.button = element("button", { type: "submit" }, this.words.check);
    const named = ["title", "question", "hint"].map((part) => `${this.id}-${part}`).join(" ");
    this.fields = element("fieldset", { "aria-labelledby": named });
    const form = element("form", {}, this.fields);
    list.before(form);
    this.fields.append(list);
    form.append(this.told, this.button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
  }

  start() {
    this.isRight = null;
    this.tries = 0;
    this.told.replaceChildren();
    this.options.forEach((option) => {
      option.querySelector("input").checked = false;
      this.mark(option, "");
    });
    this.open(true);
  }

  focus() {
    this.fields.querySelector("input").focus();
  }

  // While it is open the answer stays hidden.
  open(isOpen) {
    this.fields.disabled = !isOpen;
    this.button.hidden = !isOpen;
    this.details.hidden = isOpen;
    this.details.open = false;
  }

  mark(option, state) {
    option.dataset.state = state;
    option.querySelector(".verdict").textContent = state ? this.words[state] : "";
  }

  check() {
    const chosen = this.options.filter((option) => option.querySelector("input").checked);
    if (!chosen.length) return this.say(element("p", { dir: "auto" }, this.words.choose));
    const right = chosen.filter((option) => "right" in option.dataset);
    const of = this.options.filter((option) => "right" in option.dataset).length;
    const not = chosen.length - right.length;
    const isRight = right.length === of && not === 0;
    this.tries += 1;
    this.options.forEach((option) => this.mark(option, ""));
    chosen.forEach((option) => this.mark(option, "right" in option.dataset ? "right" : "wrong"));
    const isOver = isRight || this.tries === TRIES;
    const some = right.length && !isRight ? "partly" : "wrong";
    const verdict = isRight ? this.words.right : filled(this.words[some], { n: right.length, of, not });
    this.say(
      element("p", { dir: "auto" }, element("strong", {}, verdict)), ...this.because(chosen),
      ...(isRight ? [] : [element("p", { dir: "auto" }, isOver ? this.words.closed : this.words.again)]),
    );
    this.told.dataset.state = isRight ? "right" : "wrong";
    return isOver && this.close(isRight);
  }

  // With several options chosen, each reason is named by the letter of its option.
  because(chosen) {
    return chosen.flatMap((option) => {
      const place = this.options.indexOf(option);
      const [, ...reason] = [...this.reasons[place].children].map((child) => child.cloneNode(true));
      if (!reason.length) return [];
      const letter = String.fromCharCode(97 + place);
      const named = element("strong", {}, `${letter}. ${option.querySelector(".verdict").textContent} `);
      return [element("div", { class: "reason" }, ...(chosen.length > 1 ? [named] : []), ...reason)];
    });
  }

  close(isRight) {
    const hadFocus = this.button === document.activeElement || this.fields.contains(document.activeElement);
    this.isRight = isRight;
    this.open(false);
    const summary = this.details.querySelector("summary");
    summary.textContent = isRight ? this.words.reasons : this.words.answer ?? summary.textContent;
    if (hadFocus) summary.focus();
    this.done();
  }

  restore(isRight) {
    this.start();
    this.isRight = isRight;
    this.open(false);
    this.say(element("p", { dir: "auto" }, this.words.before, " ", element("strong", {}, isRight ? this.words.right : this.words.wrong)));
    this.told.dataset.state = isRight ? "right" : "wrong";
  }

  say(...nodes) {
    delete this.told.dataset.state;
    this.told.replaceChildren(...nodes);
  }

  tell(text) {
    this.told.append(element("p", { dir: "auto" }, element("strong", {}, text)));
  }
}
