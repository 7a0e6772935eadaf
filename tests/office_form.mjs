// Runs the scripts of the form on texts that test_office_form.py gives: node office_form.mjs FOLDER RULES WHAT.

import fs from "node:fs";

const [, , folder, rulesFile, what] = process.argv;
const load = (name) => import(`${folder}/${name}.js`);
const { Rules } = await load("tulis-aturan");
const rules = new Rules(JSON.parse(fs.readFileSync(rulesFile, "utf8")));
const given = JSON.parse(fs.readFileSync(`${folder}/given.json`, "utf8"));
// Python counts a sign beyond the first 65,536 as one, and JavaScript as two.
const place = (text, at) => [...text.slice(0, at)].length;

const answers = {
  async find() {
    const { find } = await load("tulis-pribadi");
    return given.map((text) => find(rules, text).map((each) => [each.kind, place(text, each.start), place(text, each.end), each.value]));
  },
  async people() {
    const { People } = await load("tulis-orang");
    const people = new People(rules);
    return given.map(([text, name]) => people.find(text, name).map((each) => [each.kind, place(text, each.start), place(text, each.end), each.value, each.beside || ""]));
  },
  async columns() {
    const { People } = await load("tulis-orang");
    const { inTable } = await load("tulis-kolom");
    const people = new People(rules);
    return given.map((table) => inTable(rules, people, table).map((each) => [each.kind, each.values.length, each.values[0], each.beside]));
  },
  async prose() {
    const { Prose } = await load("tulis-teks");
    return given.map((text) => new Prose(rules, text).text);
  },
  async shown() {
    const { Prose } = await load("tulis-teks");
    const { parsed } = await load("tulis-tampil");
    return given.map((text) => parsed(new Prose(rules, text).text));
  },
  async profiles() {
    globalThis.document = { getElementById: () => null };
    const { yaml } = await load("tulis-profil");
    return given.map((values) => yaml(values).map((line) => `${line}\n`).join(""));
  },
  async kinds() {
    const { kindOf, rowsOf, framed, headerOf } = await load("tulis-sel");
    return given.map((text) => {
      const rows = rowsOf(text), [names, ...body] = framed(rows, headerOf(rows));
      return names.map((name, at) => [name, kindOf(rules, name, body.map((cells) => cells[at]))]);
    });
  },
  async written() {
    const { written } = await load("tulis-berkas");
    return given.map(([draft, today]) => written(rules, draft, today));
  },
  async quoted() {
    const { oneLine, quoted, slugify } = await load("tulis-berkas");
    return given.map((text) => [quoted(oneLine(text)), slugify(text)]);
  },
  async values() {
    const { count, rupiah } = await load("tulis-berkas");
    return given.map((text) => [count(rules, text), rupiah(rules, text)]);
  },
  async checked() {
    const { written } = await load("tulis-berkas");
    const { checked } = await load("tulis-periksa");
    const { People } = await load("tulis-orang");
    const people = new People(rules);
    return given.map(([draft, today]) => {
      const made = written(rules, draft, today);
      return [made.path, made.text, checked({ rules, people, draft, written: made, today, names: [] })];
    });
  },
};
process.stdout.write(JSON.stringify(await answers[what]()));
