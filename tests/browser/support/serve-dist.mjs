// Serves `dist/` for the length of a run. A sub-path on purpose: an absolute URL anywhere in the bundle breaks there.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { serve } from './static-server.mjs';

export default async function serveDist() {
  const dist = resolve(import.meta.dirname, '../../../dist');
  if (!existsSync(resolve(dist, 'index.html'))) throw new Error('there is no dist/: `cargo xtask dist`');
  const { server, url } = await serve(dist, '/some/sub-path/');
  process.env.NETWRIGHT_URL = url;
  return () => new Promise((closed) => {
    server.closeAllConnections();
    server.close(closed);
  });
}
