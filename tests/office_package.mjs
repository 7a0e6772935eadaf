// Makes the package of a report as the form does: node office_package.mjs FOLDER RULES DRAFT PHOTO OUT.

import fs from "node:fs";

const [, , folder, rules, draft, photo, out] = process.argv;
const load = (name) => import(`${folder}/${name}.js`);
const { Rules } = await load("tulis-aturan");
const { written } = await load("tulis-berkas");
const { newId } = await load("tulis-bagian");
const { parcel } = await load("tulis-kirim");

const given = JSON.parse(fs.readFileSync(draft, "utf8"));
const made = written(new Rules(JSON.parse(fs.readFileSync(rules, "utf8"))), given, "2026-11-21");
const blob = () => new Blob([fs.readFileSync(photo)]);
const file = await parcel({ unit: given.unit, written: made, blob, id: newId(), now: new Date(), version: "0" });
fs.writeFileSync(out, new Uint8Array(await file.arrayBuffer()));
process.stdout.write(JSON.stringify({ name: file.name, path: made.path, text: made.text }));
