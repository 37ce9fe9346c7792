// node need.mjs < JSON {need, texts}: which of them sound as if help were needed first.
import fs from "node:fs";
import { isUrgent } from "../../theme/static/js/search-need.js";

const { need, texts } = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => isUrgent(text, { need }))));
