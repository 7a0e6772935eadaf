// Unit tests of the script of the search, run with `node --test` by test_script.py.
import assert from "node:assert/strict";
import { test } from "node:test";

const { Index, Search, hash, marked, near, numbers, plain, steady, tokens } = await import(process.env.CARI);

const given = JSON.parse(process.env.GIVEN);

test("words are split as the build splits them", () => {
  for (const [text, words] of given.words) assert.deepEqual(tokens(text), words, text);
});

test("files are found by the same hash", () => {
  for (const [text, value] of given.hashes) assert.equal(hash(text), value, text);
});

test("numbers come out as they were written", () => {
  for (const [text, found] of given.numbers) assert.deepEqual(numbers(text), found);
});

test("one letter more, less, other or changed over is near, two are not", () => {
  for (const other of ["posyadu", "possyandu", "posyandi", "psoyandu", "osyandu", "posyandux"]) assert.ok(near(other, "posyandu"), other);
  for (const other of ["posyandu", "posadu", "pemyandu", "puskesmas", "opsynadu"]) assert.ok(!near(other, "posyandu"), other);
});

test("accents do not count", () => assert.equal(plain("Éclair Ḥadis"), "eclair hadis"));

test("forms of a word are marked, and nothing else", () => {
  const terms = [{ word: "pembangunan", stem: "bangun", rank: 1 }, { word: "rt", stem: "rt", rank: 1 }];
  const on = marked("Membangun jalan, pembangunan RT 05 di artikel", terms).filter(([, is]) => is).map(([piece]) => piece);
  assert.deepEqual(on, ["Membangun", "pembangunan", "RT"]);
});

// A small index by hand: one segment of one postings file.
function site(check = "aaaaa") {
  return {
    "segmen.json": { kata: [1, "v"], minggu: 1, abai: ["dan"], segmen: [["tetap", 1, "v"], ["2026", 1, "v"]] },
    "kata/0.json": "kesehatan 3 sehat\nposyandu 2\nsehat 1\nsampah 2",
    "kata/umum.json": "kesehatan 3 sehat\nposyandu 2",
    "tetap/p0.json": { n: 1, g: [], s: {} },
    "2026/p0.json": { n: 1, g: [["2026", "aaaaa", 3]], s: { posyandu: "! #", sehat: " ! #", sampah: "#" } },
    "2026/2026-0.json": { c: check, r: [["/a/", "A", "", "2026-01-01", ""], ["/b/", "B", "", "2026-01-02", ""], ["/c/", "C", "", "2026-01-03", ""]] },
  };
}

const index = (files) => new Index(async (path) => {
  const name = path.split("?")[0];
  if (!(name in files)) throw new Error(`404 ${name}`);
  return structuredClone(files[name]);
});

async function found(files, query, filters = {}) {
  const search = new Search(index(files), query, filters);
  await search.start();
  return { search, urls: (await search.next(10)).map(([url]) => url) };
}

test("all words must occur, and a word in the title counts more", async () => {
  assert.deepEqual((await found(site(), "kesehatan")).urls, ["/b/", "/a/"]);
  assert.deepEqual((await found(site(), "kesehatan posyandu")).urls, ["/b/", "/a/"]);
  assert.deepEqual((await found(site(), "kesehatan dan sampah")).urls, ["/b/"]);
});

test("a mistake of one letter is mended", async () => {
  const { search, urls } = await found(site(), "posyadu");
  assert.equal(search.terms[0].word, "posyandu");
  assert.equal(urls.length, 2);
});

test("where nothing is found, one word less is offered", async () => {
  const { search, urls } = await found(site(), "posyandu kesehatan gajah");
  assert.deepEqual(urls, []);
  assert.deepEqual(await search.fewer(), ["posyandu kesehatan"]);
});

test("only grammar words find nothing and say so", async () => {
  const { search } = await found(site(), "dan");
  assert.ok(search.grammar && !search.more);
});

test("another year is not searched", async () => {
  assert.deepEqual((await found(site(), "kesehatan", { tahun: "2025" })).urls, []);
  assert.equal((await found(site(), "kesehatan", { tahun: "2026" })).urls.length, 2);
});

test("files of two states are never read together: all are read again", async () => {
  const old = site("bbbbb"), files = site();
  let fresh = 0;
  const both = new Index(async (path, renewed) => {
    fresh += renewed && path === "segmen.json" ? 1 : 0;
    return structuredClone((renewed ? files : { ...files, "2026/2026-0.json": old["2026/2026-0.json"] })[path.split("?")[0]]);
  });
  const urls = await steady(both, async () => {
    const search = new Search(both, "sampah", {});
    await search.start();
    return (await search.next(10)).map(([url]) => url);
  });
  assert.deepEqual([urls, fresh], [["/b/"], 1]);
});

test("a file that could not be read is asked for again", async () => {
  let times = 0;
  const files = site();
  const flaky = new Index(async (path) => {
    if (path.startsWith("2026/p0") && !times++) throw new Error("offline");
    return structuredClone(files[path.split("?")[0]]);
  });
  await assert.rejects(() => new Search(flaky, "sampah", {}).start());
  const again = new Search(flaky, "sampah", {});
  await again.start();
  assert.equal(again.hits.length, 1);
});

test("words are suggested by how common they are", async () => {
  assert.deepEqual(await index(site()).suggest("kes"), ["kesehatan"]);
  assert.deepEqual(await index(site()).suggest("zzz"), []);
});
