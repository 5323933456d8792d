// A first visit: the page stands by itself, keeps to its origin and its policy, and works without a network next time.

import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

import { isEngine, isLater, isLaterPart } from '../../../xtask/first-screen.mjs';
import { expect, test } from '../support/journey.mjs';

test('the page opens', async ({ app, page }) => {
  await app.open();
  await expect(page).toHaveTitle(/Netwright/);
});

test('the first screen asks for what is counted as its own, and for the engine after that', async ({ app, figure, page }) => {
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('main canvas')) requestAnimationFrame(() => (globalThis.paintedAt = performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
  await app.open();
  await page.waitForFunction(() => globalThis.paintedAt);
  const { asked, painted } = await page.evaluate(() => ({
    asked: performance.getEntriesByType('resource').map(({ name, startTime }) => ({ name: new URL(name, location).href, startTime })),
    painted: globalThis.paintedAt,
  }));
  figure('canvas painted after', painted, 'ms');
  const name = ({ name }) => name.slice(app.url.length);
  expect(asked.filter(({ startTime }) => startTime < painted).map(name).filter(isLater)).toEqual([]);
  // Counted on the safe side: nothing is left out that the page asks for.
  const dist = resolve(import.meta.dirname, '../../../dist');
  const files = readdirSync(dist, { recursive: true }).map((path) => path.replaceAll('\\', '/'));
  expect(files.filter(isEngine).sort()).toEqual(['netwright-engine.js', 'netwright-engine_bg.wasm', 'worker.js']);
  expect(asked.map(name).filter((name) => name && !isEngine(name) && !isLaterPart(name) && isLater(name))).toEqual([]);
});

test.describe('without a service worker, which fetches the later part for itself', () => {
  test.use({ serviceWorkers: 'block' });

  test('what the later part is needed for before it is there waits for it', async ({ app, page }) => {
    // The page's own request never ends; the one that is waited for does.
    await page.route('**/netwright-later.wasm', (route) => (route.request().resourceType() === 'fetch' ? undefined : route.continue()));
    await app.open();
    await app.add('VPC');
    await expect(app.tree.getByRole('treeitem').filter({ hasText: 'vpc-1' }).first()).toBeVisible();
    await expect(app.inspector).toContainText('vpc-1');
  });

  test('where the later part cannot be had, the page says so when it is needed', async ({ app, guard, page }) => {
    guard.allow(/netwright-later|Failed to load resource|could not be fetched|NetworkError|ERR_FAILED/);
    await page.route('**/netwright-later.wasm', (route) => route.abort());
    await app.open();
    await page.getByRole('button', { name: 'Add VPC', exact: true }).click();
    await expect(app.dialog).toContainText('The rest of the program could not be fetched');
  });
});

test('a template is drawn soon after the click', async ({ app, figure, page }) => {
  await app.open();
  await page.getByRole('button', { name: 'Templates', exact: true }).click();
  const card = app.dialog.getByRole('button', { name: 'Transit gateway isolation failure' }).first();
  await card.waitFor();
  const took = await card.evaluate(async (button) => {
    const start = performance.now();
    button.click();
    const frame = () => new Promise((painted) => requestAnimationFrame(painted));
    while (!document.querySelector('[role=tree]')?.textContent.includes('eu-west-1')) await frame();
    await frame();
    return performance.now() - start;
  });
  figure('click to the first frame of a template', took, 'ms');
  await expect(app.tree).toContainText('eu-west-1');
});

test('without a worker it draws, and says that findings are off', async ({ app, page }) => {
  await page.addInitScript(() => delete globalThis.Worker);
  await app.open();
  await expect(page.getByText(/Findings are off: this browser gives it no worker/)).toBeVisible();
  await app.add('VPC');
  await expect(app.tree.getByRole('treeitem').filter({ hasText: 'vpc-1' }).first()).toBeVisible();
  await app.command('Export commands');
  await expect(app.dialog).toContainText('which is not running here');
});

test('it opens again without a network', async ({ app, context, page }) => {
  await app.open();
  await app.keptForOffline();
  await context.setOffline(true);
  await page.reload();
  await app.ready();
  // The engine too: it has the templates, and finds what is wrong.
  await app.template('Transit gateway isolation failure');
  expect(await app.problemsOf('ISO101')).not.toHaveLength(0);
});

test('the policy forbids inline scripts and other origins', async ({ app, guard, page }) => {
  guard.allow(/Content Security Policy|blocked by CSP|violates/);
  await app.open();
  const violated = await page.evaluate(async () => {
    const directives = [];
    document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'globalThis.smuggled = true';
    document.head.append(script);
    document.body.insertAdjacentHTML('beforeend', '<p style="color: inherit">styled</p>');
    await fetch('https://example.com/').catch(() => {});
    await new Promise((later) => setTimeout(later, 100));
    return directives.sort();
  });
  expect(violated).toEqual(['connect-src', 'script-src-elem', 'style-src-attr']);
});

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing in the ${theme} theme`, async ({ app, axe, page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await app.open();
    await axe();
  });
}
