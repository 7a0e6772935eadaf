// The Eleventy site of the comparison: groups of reports are made once, templates page over them.
const MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");
const LIMIT = 200;

function groups(reports, keys) {
  const found = new Map();
  for (const item of reports) {
    for (const key of keys(item)) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(item);
    }
  }
  return [...found].map(([key, items]) => ({ key, items, limit: LIMIT }));
}

module.exports = function (config) {
  const newest = (api) => api.getFilteredByTag("laporan").slice().reverse();
  const iso = (item) => item.date.toISOString();
  config.addPassthroughCopy({ "content/style.css": "style.css" });
  config.addPassthroughCopy("content/**/*.csv");
  config.addFilter("iso", (date) => date.toISOString().slice(0, 10));
  config.addFilter("hari", (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`);
  config.addFilter("awal", (list, count) => list.slice(0, count));
  config.addCollection("terbaru", newest);
  config.addCollection("unit", (api) => groups(newest(api), (i) => [i.data.unit]));
  config.addCollection("topik", (api) => groups(newest(api), (i) => i.data.topik));
  config.addCollection("arsip", (api) =>
    groups(newest(api), (i) => {
      const day = iso(i);
      return [day.slice(0, 4), day.slice(0, 7), day.slice(0, 10)].map((part) => "arsip/" + part.replaceAll("-", "/"));
    }),
  );
  config.addCollection("arsipunit", (api) =>
    groups(newest(api), (i) => {
      const day = iso(i);
      return [day.slice(0, 4), day.slice(0, 7)].map((part) => i.data.unit + "/laporan/" + part.replaceAll("-", "/"));
    }),
  );
  config.addCollection("topikbulan", (api) =>
    groups(newest(api), (i) => i.data.topik.map((t) => `topik/${t}/${iso(i).slice(0, 7).replace("-", "/")}`)),
  );
  return {
    dir: { input: "content", includes: "../_includes" },
    markdownTemplateEngine: false,
    templateFormats: ["md", "njk"],
  };
};
