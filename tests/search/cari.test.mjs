// Unit tests of the script of the search, run with `node --test` by test_script.py.
import assert from "node:assert/strict";
import { test } from "node:test";

const { Index, Search, hash, language, marked, near, numbers, plain, steady, stem, tokens } = await import(process.env.CARI);

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

test("stems are those of the build", () => {
  const { stems } = language(given);
  for (const [word, expected] of given.stems) assert.equal(stem(word, stems), expected, word);
});

// A small index by hand: the newest reports, and one older segment of one postings file.
function site(check = "aaaaa") {
  const newest = { n: 18, d: "2026-02-02", g: [["2026-02-09", check, 3]] };
  const docs = [["/a/", "A", "", "2026-02-09", ""], ["/b/", "B", "", "2026-02-09", ""], ["/c/", "C", "", "2026-02-09", ""]];
  const files = {
    "segmen.json": { dari: "2026-02-02", kata: [1, "v"], minggu: 1, segmen: [["2026", 1, "v"]] },
    "kata/0.json": "kesehatan 3 sehat\nposyandu 2\nsehat 1\nsampah 2\ngamelan 1 gamel",
    "kata/umum.json": "kesehatan 3 sehat\nposyandu 2",
    "baru/kata-0.json": "",
    "baru/2026-02-09-0.json": { c: check, r: docs },
    "2026/p0.json": { n: 1, d: "", g: [["2026", "ccccc", 1]], s: { gamel: "  !" } },
    "2026/2026-0.json": { c: "ccccc", r: [["/tua/", "Gamelan", "", "2026-01-01", ""]] },
  };
  for (let n = 0; n < 18; n++) files[`baru/p${n}.json`] = { ...newest, s: {} };
  for (const [stem, text] of Object.entries({ posyandu: "! #", sehat: " ! #", sampah: "#" })) files[`baru/p${hash(stem) % 18}.json`].s[stem] = text;
  return files;
}

const read = [];
const index = (files) => new Index(async (path) => {
  const name = path.split("?")[0];
  read.push(name);
  if (!(name in files)) throw new Error(`404 ${name}`);
  return structuredClone(files[name]);
}, language({ ignored: "dan yang", families: "kelola kelola mengelola" }));

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

test("older reports are searched where the newest are few, and only then is the list of segments read", async () => {
  const files = site();
  assert.deepEqual((await found(files, "gamelan")).urls, ["/tua/"]);
  assert.ok(read.includes("segmen.json"));
  read.length = 0;
  for (const name of Object.keys(files)) if (name.startsWith("baru/p")) files[name].d = "";
  assert.equal((await found(files, "sehat")).urls.length, 2);
  assert.deepEqual(read, [`baru/p${hash("sehat") % 18}.json`, "baru/2026-02-09-0.json"]);
});

test("a form that no text has finds the others", async () => {
  assert.deepEqual((await found(site(), "penyehatan")).urls, ["/b/", "/a/"]);
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
    return structuredClone((renewed ? files : { ...files, "baru/2026-02-09-0.json": old["baru/2026-02-09-0.json"] })[path.split("?")[0]]);
  }, language({}));
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
    if (path.startsWith("baru/p") && !times++) throw new Error("offline");
    return structuredClone(files[path.split("?")[0]]);
  }, language({}));
  await assert.rejects(() => new Search(flaky, "sampah", {}).start());
  const again = new Search(flaky, "sampah", {});
  await again.start();
  assert.equal(again.hits.length, 1);
});

test("words are suggested by how common they are", async () => {
  assert.deepEqual(await index(site()).suggest("kes"), ["kesehatan"]);
  assert.deepEqual(await index(site()).suggest("zzz"), []);
});
