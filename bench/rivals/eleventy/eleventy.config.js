// A card is made once and kept, and Markdown is read by one shared reader.
import { readFileSync, readdirSync } from "node:fs";
import markdown from "markdown-it";

const SIZE = 25;
const AROUND = 2;
const data = JSON.parse(readFileSync("data.json", "utf-8"));
const entries = readdirSync("entries").map((name) => JSON.parse(readFileSync(`entries/${name}`, "utf-8")));
const bySlug = new Map(entries.map((entry) => [entry.slug, entry]));
const cards = new Map();
const reader = markdown();
const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text) {
  return String(text).replace(/[&<>"]/g, (char) => escapes[char]);
}

function state(one, text) {
  const open = '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">';
  return `<span class="state state-${one.state}">${open}${data.icons[one.state]}</svg>${escape(text)}</span>`;
}

function row(term, values, more) {
  const rest = more ? ` and ${more} more` : "";
  return values.length ? `<div><dt>${term}</dt><dd>${escape(values.join(", "))}${rest}</dd></div>` : "";
}

function makeCard({ card }) {
  const sample = card.sample ? ' <span class="sample">Sample</span>' : "";
  const rows = row("Countries", card.countries, card.countries_more) + row("Languages", card.languages, card.languages_more);
  const last = card.checked.state === "fresh" ? " " : ", last on ";
  return `<li class="card${sample && " card-sample"}">
<h3><a href="${card.url}" translate="no"><bdi>${escape(card.name)}</bdi></a></h3>
<p class="groups">${escape(card.groups.join(" · "))}${sample}</p>
<p class="headline" dir="auto">${escape(card.headline)}</p>
${rows && `<dl>\n${rows}</dl>\n`}<p class="states">${state(card.availability, card.availability.label)} ${state(card.checked, card.checked.label + last + card.checked.date)}</p>
</li>`;
}

function keptCard(slug) {
  if (!cards.has(slug)) cards.set(slug, makeCard(bySlug.get(slug)));
  return cards.get(slug);
}

function pageUrl(url, number) {
  return number === 1 ? url : `${url}page/${number}/`;
}

function numbers(number, last) {
  const from = number - AROUND > 3 ? number - AROUND : 1;
  const to = number + AROUND < last - 2 ? number + AROUND : last;
  const shown = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return [...(from > 1 ? [1, null] : []), ...shown, ...(to < last ? [null, last] : [])];
}

function pagesOf(list) {
  const last = Math.ceil(list.slugs.length / SIZE);
  const of = `${list.slugs.length} ${list.slugs.length === 1 ? "entry" : "entries"}`;
  return Array.from({ length: last }, (_, index) => {
    const number = index + 1;
    const title = number > 1 ? `${list.title}, page ${number}` : list.title;
    const where = number > 1 ? `, page ${number} of ${last}` : "";
    return {
      list, number, last, title, of,
      url: pageUrl(list.url, number),
      description: `${list.title}: ${of}${where}. ${list.about}`,
      slugs: list.slugs.slice(index * SIZE, number * SIZE),
      previous: number > 1 && pageUrl(list.url, number - 1),
      next: number < last && pageUrl(list.url, number + 1),
      numbers: last > 1 ? numbers(number, last).map((n) => n && { n, url: pageUrl(list.url, n) }) : [],
    };
  });
}

export default function (config) {
  config.setQuietMode(true);
  config.addGlobalData("entries", entries);
  config.addGlobalData("lists", data.lists.flatMap(pagesOf));
  for (const name of ["overviews", "plain", "letters", "frame", "site", "years"]) config.addGlobalData(name, data[name]);
  config.addFilter("card", keptCard);
  config.addFilter("state", (one, label) => state(one, label || one.label));
  config.addFilter("markdown", (text) => reader.render(text));
  config.addFilter("modified", (url) => data.modified[url]);
  config.addFilter("ofYear", (items, year) => items.filter((item) => item.data.day.startsWith(year)));
  config.addCollection("news", (all) => all.getFilteredByTag("article").reverse());
  config.addPassthroughCopy({ static: "/" });
  return { dir: { input: "src" }, htmlTemplateEngine: false, markdownTemplateEngine: false };
}
