// Unit tests of themes/kota/assets/banding.js, run by test_scripts.py, which names the file in BANDING.

import assert from "node:assert/strict";
import { test } from "node:test";

const { asked, counted, joined, median } = await import(process.env.BANDING);

const UNITS = [
  ["kelurahan/dago", "Dago", "kelurahan", 1], ["kelurahan/sekeloa", "Sekeloa", "kelurahan", 1],
  ["kelurahan/ancol", "Ancol", "kelurahan", 0], ["kelurahan/arjuna", "Arjuna", "kelurahan", 0],
  ["kelurahan/lebak", "Lebak", "kelurahan", 0], ["skpd/dinkes", "Dinas Kesehatan", "skpd", 0],
];

test("an address names units of one kind, each once and at most four; the others are told", () => {
  assert.deepEqual(asked("?u=kelurahan/dago,kelurahan/sekeloa", UNITS).keys, ["kelurahan/dago", "kelurahan/sekeloa"]);
  assert.deepEqual(asked("?u=kelurahan/dago,skpd/dinkes,kelurahan/dago,x", UNITS), {
    keys: ["kelurahan/dago"], others: ["skpd/dinkes", "x"],
  });
  const five = UNITS.slice(0, 5).map((unit) => unit[0]);
  assert.deepEqual(asked(`?u=${five.join(",")}`, UNITS), { keys: five.slice(0, 4), others: five.slice(4) });
  assert.deepEqual(asked("?u=x,skpd/dinkes", UNITS), { keys: ["skpd/dinkes"], others: ["x"] });
  assert.deepEqual(asked("", UNITS), { keys: [], others: [] });
});

test("the median is the figure in the middle", () => {
  assert.equal(median([5, 1, 3]), 3);
  assert.equal(median([4, 1, 3, 10]), 3.5);
});

test("counts stand beside the median of all units of the kind", () => {
  const all = ["kelurahan/dago", "kelurahan/sekeloa", "kelurahan/ancol", "skpd/dinkes"].map((unit, at) => ({
    unit, laporan_terakhir: at ? null : "2026-11-20", laporan_30_hari: [7, 2, 0, 99][at], laporan_90_hari: 0,
    laporan_12_bulan: 0, data_segar: 0, data_terlambat: 0, kewajiban_terpenuhi: 0,
  }));
  const rows = counted(["kelurahan/dago", "kelurahan/ancol"], all, "kelurahan", (word) => word, "id");
  assert.deepEqual(rows[0].cells, ["20 Nov 2026", "none"]);
  assert.deepEqual(rows[1], { label: "month", cells: ["7", "0"], median: "2" });
});

test("figures are joined by dataset, and a table without one of the units has a dash", () => {
  const figure = (teks) => ({ nama: "Warga", teks, tengah: "18,5", dari: 4 });
  const table = (alamat, teks) => ({ judul: alamat, alamat, penerbit: "Dinas", periode: "2025", angka: [figure(teks)] });
  const groups = joined([[table("/a/", "22"), table("/b/", "1")], [table("/a/", "34")]], (count) => `dari ${count}`);
  assert.deepEqual(groups.map((group) => group.rows[0].cells), [["22", "34"], ["1", "–"]]);
  assert.equal(groups[0].note, "2025 · Dinas · dari 4");
});
