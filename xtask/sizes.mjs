// Prints what a bundle weighs, file by file: raw, gzip 9 and brotli 11.
// "First screen" is what the page asks for before it is usable. It has a budget; over that the exit code is 1. See
// docs/decisions/bundle-size.md.
// Usage: node sizes.mjs FOLDER [--json]

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { isEngine, isLater } from './first-screen.mjs';

const BUDGET_BYTES = 400 * 1024;

const [folder = 'dist', flag] = process.argv.slice(2);

function* files(at) {
  for (const name of readdirSync(at).sort()) {
    const path = join(at, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

const rows = [...files(folder)].map((path) => {
  const bytes = readFileSync(path);
  const name = relative(folder, path);
  return {
    name,
    first: !isLater(name),
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  };
});
const sum = (of, key) => of.reduce((total, row) => total + row[key], 0);
const total = (name, of) => ({ name, raw: sum(of, 'raw'), gzip: sum(of, 'gzip'), brotli: sum(of, 'brotli') });
const first = total('first screen', rows.filter((row) => row.first));
const engine = total('engine', rows.filter((row) => isEngine(row.name)));
const all = total('everything', rows);

if (flag === '--json') {
  console.log(JSON.stringify({ files: rows, first, engine, all, budget: BUDGET_BYTES }, null, 2));
} else {
  const width = Math.max(...rows.map((row) => row.name.length), 12);
  const line = (name, ...cells) => console.log(name.padEnd(width), ...cells.map((cell) => String(cell).padStart(10)));
  line('file', 'raw', 'gzip', 'brotli');
  for (const row of [...rows, first, engine, all]) line(row.name, row.raw, row.gzip, row.brotli);
  const share = Math.round((100 * first.brotli) / BUDGET_BYTES);
  console.log(`first screen: ${(first.brotli / 1024).toFixed(1)} KB brotli, ${share}% of the budget of ${BUDGET_BYTES / 1024} KB`);
}
if (first.brotli > BUDGET_BYTES) {
  console.error('error: the first screen is over its budget; what it can do without belongs into app/later.txt');
  process.exitCode = 1;
}
