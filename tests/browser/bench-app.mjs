// What the app costs on estates of several sizes, in Chromium on the optimised bundle.
// Usage: node bench-app.mjs DIST FOLDER EDITS SIZE...; FOLDER holds `estate-SIZE.json` and gets `app.json`.
// `cargo xtask bench app` builds what it needs.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { appFigures, idsOf } from './support/app-figures.mjs';
import { serve } from './support/static-server.mjs';

const [dist, folder, edits, ...sizes] = process.argv.slice(2);
// The same host for both: the app fetches nothing from another.
const app = await serve(dist, '/', 0, { '/estates/': folder });
const reports = [];
try {
  for (const size of sizes) {
    const file = `estate-${size}.json`;
    const ids = idsOf(JSON.parse(readFileSync(join(folder, file), 'utf8')), Number(edits));
    const browser = await chromium.launch({ executablePath: process.env.NETWRIGHT_CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      console.log(`bench: the app with ${size} VPCs in Chromium ${browser.version()}`);
      reports.push(await appFigures(browser, app.url, `${app.url}estates/${file}`, ids, Number(edits)));
    } finally {
      await browser.close();
    }
  }
} finally {
  app.server.closeAllConnections();
  app.server.close();
}
writeFileSync(join(folder, 'app.json'), `${JSON.stringify(reports, null, 2)}\n`);

const [first] = reports;
for (const { vpcs, start, actions } of reports) {
  console.log(`\n${vpcs} VPCs: canvas ${ms(start.canvas_ms)} ms after navigation; longest task until then ${ms(start.longest_task_ms)} ms, ${ms(start.longest_task_cpu_ms)} of work`);
  row('ms, p50 / p95', 'painted', 'row findings', 'all findings', 'longest task', 'its work', `x ${first.vpcs} VPCs`);
  for (const [name, { frame, near, all, ...task }] of Object.entries(actions)) {
    const ratio = task.longest_task_cpu_ms / first.actions[name].longest_task_cpu_ms;
    row(name, pair(frame), pair(near), pair(all), ms(task.longest_task_ms), ms(task.longest_task_cpu_ms), ratio.toFixed(1));
  }
}

function row(what, ...cells) {
  console.log(what.padEnd(24), ...cells.map((cell) => String(cell).padStart(14)));
}

function pair({ p50, p95 }) {
  return p50 === null ? '-' : `${ms(p50)} / ${ms(p95)}`;
}

function ms(value) {
  return value.toFixed(value < 10 ? 1 : 0);
}
