// Runs the engine's figures in Chromium and sets them beside those of the machine itself.
// Usage: node bench.mjs PAGE-FOLDER NATIVE-REPORTS EDITS; `cargo xtask bench` builds both. The reports of the browser are
// written beside the native ones, for who wants to compare two versions.

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { chromium } from '@playwright/test';

import { serve } from './support/static-server.mjs';

const [folder, nativePath, edits] = process.argv.slice(2);
const native = readFileSync(nativePath, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

const { server, url } = await serve(folder);
const browser = await chromium.launch({ executablePath: process.env.NETWRIGHT_CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const reports = [];
try {
  for (const { vpcs } of native) {
    console.log(`bench: ${vpcs} VPCs in Chromium ${browser.version()}`);
    // A page of its own for each size: memory of the one before must not count.
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => globalThis.bench);
    const report = await page.evaluate(([size, count]) => globalThis.bench(size, count), [vpcs, Number(edits)]);
    reports.push(JSON.parse(report));
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
writeFileSync(join(dirname(nativePath), 'chromium.jsonl'), reports.map((report) => `${JSON.stringify(report)}\n`).join(''));

for (const [index, here] of native.entries()) {
  const there = reports[index];
  const { errors, warnings } = here.findings;
  console.log(`\n${here.vpcs} VPCs, ${here.records} records, file of ${Math.round(here.bytes / 1024)} KB, ${errors} errors, ${warnings} warnings`);
  row('ms', 'native', 'Chromium', 'ratio');
  for (const [what, of] of figures(here)) row(what, ms(of(here)), ms(of(there)), (of(there) / of(here)).toFixed(1));
}

// Each figure with how to find it in a report: those of the whole design, then those of each kind of edit.
function figures(report) {
  const whole = Object.keys(report).filter((key) => key.endsWith('_ms')).map((key) => [key.replace('_ms', ''), (of) => of[key]]);
  const edits = Object.keys(report.edits).flatMap((edit) =>
    ['p50', 'p95', 'max'].map((part) => [`edit to findings: ${edit}, ${part}`, (of) => sum(of.edits[edit], part)]));
  return [...whole, ...edits];
}

// From the command to its findings: applying it, and what follows.
function sum(edit, part) {
  return edit.apply_ms[part] + edit.findings_ms[part];
}

function row(what, ...cells) {
  console.log(what.padEnd(44), ...cells.map((cell) => String(cell).padStart(10)));
}

function ms(value) {
  return value.toFixed(value < 10 ? 2 : 0);
}
