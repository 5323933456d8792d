// Keeps the whole bundle for use offline. The build fills in the two constants; without a version (while one works on
// Netwright) the worker retires itself, so that nothing stale is ever served.
//
// A visit is answered from one version of the bundle, never from a mixture: files come from the cache of this worker's
// version, and a new version takes over when the last page of the old one is closed.

const VERSION = null;
const FILES = [];

const PREFIX = 'netwright-';
const CACHE = `${PREFIX}${VERSION}`;

self.addEventListener('install', (event) => {
  event.waitUntil(VERSION ? keep() : self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(VERSION ? takeOver() : retire());
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (VERSION && event.request.method === 'GET' && url.origin === location.origin) {
    event.respondWith(answer(event.request));
  }
});

async function keep() {
  const cache = await caches.open(CACHE);
  // `reload` goes past the browser's own cache, which may hold a file of an older bundle.
  await cache.addAll(FILES.map((file) => new Request(new URL(file, self.registration.scope), { cache: 'reload' })));
}

async function takeOver() {
  await deleteCaches((name) => name !== CACHE);
  // The page of the first visit counts too: it works offline from now on.
  await self.clients.claim();
}

async function retire() {
  await deleteCaches(() => true);
  await self.registration.unregister();
}

async function deleteCaches(isOld) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && isOld(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const isPage = request.mode === 'navigate';
  const wanted = isPage ? new URL(pageOf(request.url), self.registration.scope) : request;
  const kept = await cache.match(wanted, { ignoreSearch: true });
  return kept ?? fetch(request);
}

// A folder's address means its index page; any other page is asked for by its own name.
function pageOf(address) {
  const { pathname } = new URL(address);
  return pathname.endsWith('/') ? `${pathname}index.html` : pathname;
}
