// The record of learning: filled in from what is known, changed by nobody but the learner, and kept nowhere.

import { parts } from "./course-words.js";

export class Record {
  static on(section, course, words) {
    return section && course ? new Record(section, course, words) : undefined;
  }

  constructor(section, course) {
    this.course = course;
    this.section = section;
    this.parts = parts(section);
    this.lessons = [...section.querySelectorAll("[data-taken]")];
    this.right = section.querySelector("#record-right");
    const today = new Date();
    const date = section.querySelector("#record-date");
    date.value ||= [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    this.parts.print.hidden = false;
    this.parts.print.addEventListener("click", () => print());
    section.addEventListener("input", () => this.sum());
  }

  // What is known wins over what was typed; where nothing is known, the learner says it.
  show(tally, verdict) {
    this.verdict = verdict;
    const sums = [...tally.values()];
    const answered = sums.reduce((sum, one) => sum + one.answered, 0);
    const nothing = document.querySelector("[data-part=nothing]");
    if (nothing) nothing.hidden = answered > 0;
    if (answered) {
      for (const box of this.lessons) {
        const sum = tally.get(box.dataset.taken);
        box.checked = Boolean(sum) && sum.answered === sum.of;
      }
      this.right.value = sums.reduce((sum, one) => sum + one.right, 0);
    }
    this.right.readOnly = answered > 0;
    this.sum();
  }

  sum() {
    const taken = new Set(this.lessons.filter(({ checked }) => checked).map(({ dataset }) => dataset.taken));
    const lessons = this.course.lessons.filter(({ id }) => taken.has(id));
    this.parts.minutes.textContent = lessons.reduce((sum, { minutes }) => sum + minutes, 0);
    const of = this.course.lessons.reduce((sum, { questions }) => sum + questions, 0);
    const right = this.right.value.trim();
    const isNumber = /^\d+$/u.test(right) && Number(right) <= of;
    const all = lessons.length === this.course.lessons.length;
    this.parts.result.textContent = isNumber && all ? this.verdict({ right: Number(right), of, answered: of }) : "";
  }
}
