// A static host and nothing more: no headers but the type, a sub-path, loopback only.

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Serves `folder` under `path` (`/a/b/`), and others under theirs, and resolves to the server and its address. */
export async function serve(folder, path = '/', port = 0, others = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const [under, of] = Object.entries(others).find(([other]) => pathname.startsWith(other)) ?? [path, folder];
    const root = resolve(of);
    const inside = pathname.startsWith(under) ? decodeURIComponent(pathname.slice(under.length)) : null;
    const file = inside === null ? null : join(root, normalize(`/${inside}`), inside === '' || inside.endsWith('/') ? 'index.html' : '');
    if (!file || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  return { server, url: `http://127.0.0.1:${server.address().port}${path}` };
}
