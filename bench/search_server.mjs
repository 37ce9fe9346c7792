// node search_server.mjs FOLDER KEY CERT: serves a folder over HTTP/2 as a good host would, on a line as slow as is asked.
// A line of standard input {"kbps": 1600, "rtt": 150} sets the line and the counts to nothing; {} asks for the counts.
import fs from "node:fs";
import http2 from "node:http2";
import path from "node:path";
import readline from "node:readline";
import zlib from "node:zlib";

const [folder, key, cert] = process.argv.slice(2);
const TYPES = { ".js": "text/javascript", ".json": "application/json", ".html": "text/html" };
const kept = new Map();
let line = { kbps: 0, rtt: 0 };
let sent = { bytes: 0, requests: 0 };
let free = 0;

function packed(address) {
  if (!kept.has(address)) {
    const file = path.join(folder, path.normalize(address));
    const type = TYPES[path.extname(file)];
    const plain = fs.readFileSync(file);
    // What Pagefind writes beside its scripts is compressed already.
    kept.set(address, type ? [zlib.brotliCompressSync(plain), { "content-type": type, "content-encoding": "br" }]
      : [plain, { "content-type": "application/octet-stream" }]);
  }
  return kept.get(address);
}

const server = http2.createSecureServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, (request, response) => {
  let body, headers;
  try {
    [body, headers] = packed(request.url.split("?")[0]);
  } catch {
    response.writeHead(404);
    return response.end();
  }
  sent.bytes += body.length;
  sent.requests += 1;
  const send = () => {
    response.writeHead(200, { ...headers, "cache-control": "max-age=3600" });
    response.end(body);
  };
  if (!line.kbps) return send();
  // One line for all: each answer waits for those before it, and none comes before the way there and back.
  const now = performance.now();
  free = Math.max(free, now + line.rtt) + body.length * 8 / line.kbps;
  return setTimeout(send, free - now);
});

server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
readline.createInterface({ input: process.stdin }).on("line", (text) => {
  const asked = JSON.parse(text);
  console.log(JSON.stringify(sent));
  if ("kbps" in asked) line = asked;
  sent = { bytes: 0, requests: 0 };
  free = 0;
});
