// Progress on this device: off until the learner asks for it; saved to a file, loaded from one, forgotten.

import * as store from "./course-store.js";
import { element, filled, parts } from "./course-words.js";

export class Progress {
  constructor(words, course, mayKeep) {
    this.words = words;
    this.course = course;
    this.on = () => {};
    this.section = mayKeep ? document.querySelector("[data-module=progress]") : null;
    if (!this.section) return;
    this.parts = parts(this.section);
    for (const name of ["keep", "forget", "save"]) this.parts[name].addEventListener("click", () => this[name]());
    this.parts.load.addEventListener("click", () => this.parts.file.click());
    this.parts.file.addEventListener("change", () => this.load());
    // Another window of this site may have begun to keep, or forgotten.
    addEventListener("storage", () => this.on());
    addEventListener("pageshow", ({ persisted }) => persisted && this.on());
  }

  get courses() {
    return this.section && store.read();
  }

  get isOn() {
    return Boolean(this.courses);
  }

  keep() {
    this.tell(store.write(this.courses ?? {}) ? "kept" : "refused");
    this.on("keep");
    this.parts.forget.focus();
  }

  forget() {
    store.forget();
    this.tell("forgotten");
    this.on("forget");
    this.parts.keep.focus();
  }

  save() {
    const url = URL.createObjectURL(new Blob([store.written(this.courses ?? {})], { type: "application/json" }));
    element("a", { href: url, download: "progress.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    this.tell("saved");
  }

  async load() {
    const [file] = this.parts.file.files;
    if (!file) return;
    try {
      const loaded = store.parsed(await file.text());
      const all = this.courses ?? {};
      for (const [course, lessons] of Object.entries(loaded)) all[course] = { ...all[course], ...lessons };
      const n = Object.values(loaded).reduce((sum, lessons) => sum + Object.keys(lessons).length, 0);
      const done = store.write(all);
      this.on("load");
      this.tell(done ? "loaded" : "refused", { n });
    } catch (error) {
      this.tell(error.message === "newer" ? "newer" : "rubbish");
    }
    this.parts.file.value = "";
  }

  tell(name, values = {}) {
    this.parts.told.textContent = filled(this.words[name], values);
  }

  version(lesson) {
    return this.course.lessons.find(({ id }) => id === lesson)?.version;
  }

  // Answers to an older version of a lesson do not count: its questions may have been others.
  lesson(id, courses = this.courses) {
    const lesson = this.course && courses?.[this.course.id]?.[id];
    return lesson?.version === this.version(id) ? lesson : undefined;
  }

  kept({ lesson, key }) {
    return this.lesson(lesson)?.answers[key];
  }

  answered({ lesson, key, isRight }) {
    const { courses } = this;
    if (!courses || !lesson) return;
    const entry = this.lesson(lesson, courses) ?? { version: this.version(lesson), answers: {} };
    if (isRight === null) delete entry.answers[key];
    else entry.answers[key] = isRight;
    (courses[this.course.id] ??= {})[lesson] = entry;
    store.write(courses);
  }

  // By lesson: how many questions it has, how many were answered, how many right. Nothing if nothing is kept.
  tally() {
    const { courses } = this;
    if (!courses || !this.course) return null;
    return new Map(this.course.lessons.map(({ id, questions }) => {
      const answers = Object.values(this.lesson(id, courses)?.answers ?? {});
      return [id, { of: questions, answered: answers.length, right: answers.filter(Boolean).length }];
    }));
  }

  show(verdict) {
    if (!this.section) return;
    const { isOn } = this;
    this.section.hidden = !isOn && "quiet" in this.section.dataset && !this.parts.told.textContent;
    for (const name of ["off", "keep"]) this.parts[name].hidden = isOn;
    for (const name of ["on", "forget", "save"]) this.parts[name].hidden = !isOn;
    const tally = this.tally();
    for (const place of document.querySelectorAll("[data-done]:not([data-module])")) {
      const sum = tally?.get(place.dataset.done);
      const state = sum?.answered ? (sum.answered < sum.of ? "begun" : "done") : "";
      place.textContent = state && filled(this.words[state], sum);
      place.className = state ? `small state state-${state}` : "small";
    }
    const all = [...(tally?.values() ?? [])].reduce((sum, one) => {
      for (const key of Object.keys(sum)) sum[key] += one[key];
      return sum;
    }, { right: 0, of: 0, answered: 0 });
    for (const place of document.querySelectorAll("[data-done-course]")) place.textContent = tally ? verdict(all) : "";
  }
}
