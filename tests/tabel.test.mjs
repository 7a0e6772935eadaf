// Unit tests of themes/kota/assets/tabel.js, run by test_scripts.py, which names the file in TABEL.

import assert from "node:assert/strict";
import { test } from "node:test";

const { comparer, figureOf, folded, monthsOf, timeOf } = await import(process.env.TABEL);

test("a figure has the value that its page writes", () => {
  assert.equal(figureOf("1.234.567,5", "id"), 1234567.5);
  assert.equal(figureOf("Rp1.350.000.000", "id"), 1350000000);
  assert.equal(figureOf("12,10%", "id"), 12.1);
  assert.equal(figureOf("\u22123", "id"), -3);
  assert.equal(figureOf("1,234.5", "en"), 1234.5);
});

test("periods stand in the order of time, however they are written", () => {
  const months = monthsOf("id");
  const written = ["2024", "Januari 2025", "3 Februari 2025", "10 Februari 2025", "Oktober 2025", "2026/2027"];
  const found = [...written].reverse().sort((a, b) => timeOf(a, months) - timeOf(b, months));
  assert.deepEqual(found, written);
  const parts = ["Semester 1 2025", "Semester 2 2025", "Triwulan 1 2026", "Triwulan 4 2026"];
  assert.deepEqual([...parts].reverse().sort((a, b) => timeOf(a, months) - timeOf(b, months)), parts);
});

test("what is missing comes last, whichever way a column is sorted", () => {
  for (const kind of ["figure", "time", "text"]) {
    for (const down of [false, true]) {
      const cells = ["\u2013", "2", "10"].sort(comparer(kind, "id", down));
      assert.equal(cells[2], "\u2013", `${kind} ${down}`);
    }
  }
});

test("figures sort by value, names as the language sorts them", () => {
  assert.deepEqual(["9", "10.000", "800,5"].sort(comparer("figure", "id", true)), ["10.000", "800,5", "9"]);
  assert.deepEqual(["RW 10", "RW 2", "\u00c9clair", "Eka"].sort(comparer("text", "id", false)), [
    "\u00c9clair",
    "Eka",
    "RW 2",
    "RW 10",
  ]);
});

test("a filter takes no notice of capitals and accents", () => {
  assert.equal(folded("\u00c9CLAIR Jalan"), "eclair jalan");
});
