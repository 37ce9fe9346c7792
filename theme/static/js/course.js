// Brings a course to life: questions that answer, progress if it is asked for, the record, words explained.
// Everything on the page can be read without it.

import { Progress } from "./course-progress.js";
import { Question } from "./course-quiz.js";
import { Record } from "./course-record.js";
import { explain } from "./course-terms.js";
import { filled } from "./course-words.js";

const place = document.querySelector("[data-module=course]");
const words = place.dataset;
const course = JSON.parse(words.course ?? "null");
const result = document.querySelector("[data-module=result]");
const progress = new Progress(words, course, words.storage !== "no");
const record = Record.on(document.querySelector("[data-module=record]"), course, words);

const questions = [...document.querySelectorAll("[data-module=quiz]")].map((section) => {
  const lesson = section.closest("[data-lesson]")?.dataset.lesson;
  const question = new Question(section, words, () => answered(question));
  question.lesson = lesson;
  return question;
});

// What is known: from the device if it is kept there, and else from this page.
function tally() {
  const kept = progress.tally();
  if (kept) return kept;
  const lessons = new Map();
  for (const { lesson, isRight } of questions) {
    const sum = lessons.get(lesson) ?? { of: 0, right: 0, answered: 0 };
    sum.of += 1;
    sum.right += isRight === true;
    sum.answered += isRight !== null;
    lessons.set(lesson, sum);
  }
  return lessons;
}

function sums() {
  return {
    right: questions.filter(({ isRight }) => isRight).length,
    of: questions.length,
    answered: questions.filter(({ isRight }) => isRight !== null).length,
  };
}

export function verdict({ right, of, answered: done }) {
  const need = Math.ceil((of * course.pass) / 100);
  if (done < of) return filled(words.soFar, { answered: done, of, right });
  return filled(right >= need ? words.passed : words.failed, { right, of, need });
}

function answered(question) {
  progress.answered(question);
  const sum = sums();
  // One message, spoken where the learner is: the last answer, and what all of them come to.
  if (sum.answered === sum.of && question.isRight !== null) question.tell(verdict(sum));
  show();
  tell(question.id);
}

function tell(quiz) {
  document.dispatchEvent(new CustomEvent("course:answered", { detail: { quiz, ...sums() } }));
}

function show() {
  progress.show(verdict);
  record?.show(tally(), verdict);
  if (!result) return;
  const sum = sums();
  result.querySelector("[data-part=words]").textContent = verdict(sum);
  result.querySelector("[data-part=off]").hidden = progress.isOn;
  result.querySelector("[data-part=again]").hidden = sum.answered === 0;
}

function restore() {
  for (const question of questions) {
    const kept = progress.kept(question);
    if (kept !== undefined) question.restore(kept);
  }
}

function again() {
  for (const question of questions) {
    question.start();
    progress.answered(question);
  }
  show();
  tell(null);
  questions[0].focus();
}

// On opting in, what was answered on this page is kept, too.
progress.on = (event) => {
  if (event === "keep") questions.forEach((question) => progress.answered(question));
  if (event === "load") restore();
  show();
};

if (result && questions.length) {
  result.hidden = false;
  result.querySelector("[data-part=again]").addEventListener("click", again);
}
restore();
show();
explain();
