// Keeps the form for offices for use without a connection; it stands at /tulis/ and sees nothing else of the site.
// @ts-check

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

// Each form tells what it is made of. What has been left out of its list belongs to an older one.
worker.addEventListener("message", (event) => {
  /** @type {{halaman: string, simpan: string[]}} */
  const { halaman: page, simpan: wanted } = event.data;
  event.waitUntil((async () => {
    const kept = await caches.open(page);
    const known = await kept.keys();
    await Promise.all(known.filter(({ url }) => !wanted.includes(url)).map((each) => kept.delete(each)));
    const had = known.map(({ url }) => url);
    // Addresses with a digest never change; the page itself does.
    await Promise.all(wanted.filter((url) => !had.includes(url) || url.endsWith("/")).map(async (url) => {
      const answer = await fetch(url);
      if (answer.ok) await kept.put(url, answer);
    }));
    event.ports[0]?.postMessage("disimpan");
  })());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== worker.location.origin) return;
  event.respondWith((async () => {
    // The page may have been asked for with a unit behind its address.
    const found = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
    if (found && request.mode !== "navigate") return found;
    try {
      return await fetch(request);
    } catch (error) {
      if (found) return found;
      throw error;
    }
  })());
});
