// What a journey imports: `test` and `expect`, with the app as a page object and a guard that no journey can forget.
//
//   import { expect, test } from '../support/journey.mjs';
//   test('a VPC is drawn', async ({ app, page }) => { await app.open(); ... });

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import { test as base, expect } from '@playwright/test';

import { App } from './app.mjs';

export { expect };

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = resolve(import.meta.dirname, '../../..');

export const test = base.extend({
  /** The guard: no error on the console, none thrown, no request to another origin. `guard.allow(/.../)` excuses one. */
  guard: [
    async ({ context }, use) => {
      const origin = new URL(process.env.NETWRIGHT_URL).origin;
      const allowed = [];
      const problems = [];
      const note = (problem) => problems.push(problem);
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== origin) note(`a request left the origin: ${request.url()}`);
      });
      context.on('console', (message) => {
        if (message.type() === 'error') note(`console: ${message.text()}`);
      });
      context.on('weberror', (error) => note(`thrown: ${error.error().stack ?? error.error()}`));
      await use({ allow: (pattern) => allowed.push(pattern) });
      const left = problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem)));
      expect(left, 'the console stays clean and nothing leaves the origin').toEqual([]);
    },
    { auto: true },
  ],

  /** The app, as a person sees it. */
  app: async ({ page }, use) => use(new App(page, process.env.NETWRIGHT_URL)),

  /** Runs axe on what is shown now; `await axe()` expects no violation of WCAG 2.2 A and AA and of its best practices. */
  axe: async ({ page }, use) =>
    use(async (options = {}) => {
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate((given) => globalThis.axe.run(document, { resultTypes: ['violations'], ...given }), options);
      const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
      expect(found, 'axe finds no violation').toEqual([]);
    }),

  /** Saves a picture: `docs/images/NAME.png` when pictures are being made (`cargo xtask shots`), else with the run. */
  picture: async ({ page }, use, info) =>
    use(async (name) => {
      const folder = process.env.NETWRIGHT_SHOTS === '1' ? join(root, 'docs/images') : info.outputDir;
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    }),

  /** Reports a figure on the journey's line: `figure('first finding', 41, 'ms')`. */
  figure: async ({}, use, info) =>
    use((what, value, unit) => info.attach('figure', { body: `${what}: ${Math.round(value * 10) / 10} ${unit}`, contentType: 'text/plain' })),
});
