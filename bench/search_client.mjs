// Asks the index in a folder as the page of the search does, and counts what it reads.
// Usage: node search_client.mjs SCRIPT FOLDER < asked.json, which has {ignored, families, queries}; a query is
// {q, filters, count, within}, the last a number of segments.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [script, folder] = process.argv.slice(2);
const { ENOUGH, Index, Search, language, steady } = await import(script);
const sizes = new Map();

function opened(path) {
  const name = path.split("?")[0], body = readFileSync(`${folder}/${name}`);
  if (!sizes.has(name)) sizes.set(name, gzipSync(body).length);
  return [name, JSON.parse(body.toString())];
}

const asked = JSON.parse(readFileSync(0, "utf-8"));
const answers = [];
for (const { q, filters = {}, count = ENOUGH, within = Infinity } of asked.queries) {
  const read = [];
  const index = new Index(async (path) => {
    const [name, body] = opened(path);
    read.push(name);
    if (name === "segmen.json" && within < Infinity) return { ...body, segmen: body.segmen.slice(0, within - 1) };
    return body;
  }, language(asked));
  answers.push(await steady(index, async () => {
    const search = new Search(index, q, filters);
    await search.start();
    const docs = await search.next(count);
    const seen = { q, words: search.terms.map(({ word }) => word), hits: search.hits.length, docs };
    const used = { files: [...read], bytes: read.reduce((sum, name) => sum + sizes.get(name), 0) };
    return { ...seen, ...used, less: search.hits.length ? [] : await search.fewer() };
  }));
}
process.stdout.write(JSON.stringify(answers));
