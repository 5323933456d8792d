// A large design is checked in a worker: the page stays quick, and a worker that stops takes nothing with it.

import { expect, test } from '../support/journey.mjs';

const VPCS = 2500;

/** A design of many small VPCs, the last of which has two subnets that overlap. */
function largeDesign() {
  const vpcs = [];
  const subnets = [];
  for (let number = 1; number <= VPCS; number += 1) {
    const block = `10.${number >> 8}.${number & 255}`;
    vpcs.push({ id: `vpc-${number}`, name: `vpc ${number}`, region: 'eu-west-1', cidrs: [`${block}.0/24`] });
    const second = number === VPCS ? `${block}.0/26` : `${block}.128/25`;
    subnets.push(
      { id: `subnet-${2 * number - 1}`, name: 'a', vpc: `vpc-${number}`, az: 'a', cidrs: [`${block}.0/25`] },
      { id: `subnet-${2 * number}`, name: 'b', vpc: `vpc-${number}`, az: 'b', cidrs: [second] },
    );
  }
  return JSON.stringify({ format: 'netwright', version: 1, name: 'Large', vpcs, subnets });
}

/** Opens the app with the design in its storage, as after a reload. */
async function openLarge(app, page) {
  await app.open();
  await page.evaluate((text) => globalThis.netwrightStore.checkpoint('large', 'Large', text, '{}'), largeDesign());
  await page.evaluate(() => sessionStorage.setItem('netwright-open', 'large'));
  await page.reload();
  await app.ready();
}

const overlap = (page) => page.getByText(/overlap/i).first();

test('findings of a large design come from a worker', async ({ app, page, figure }) => {
  await openLarge(app, page);
  await expect(overlap(page)).toBeVisible({ timeout: 60_000 });
  expect(page.workers()).toHaveLength(1);
  const longest = await page.evaluate(async () => {
    const entries = [];
    new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });
    await new Promise((later) => setTimeout(later, 50));
    return Math.max(0, ...entries.map(({ duration }) => duration));
  });
  figure('longest task of the page', longest, 'ms');

  // All of it is in the minimap, once less than all is on the drawing.
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const minimap = page.locator('.canvas-minimap-vpc');
  await expect(minimap).toBeAttached();
  const [inner, outer] = await minimap.evaluate((path) => [path, path.ownerSVGElement].map((element) => element.getBoundingClientRect().toJSON()));
  expect(Math.max(inner.width, inner.height)).toBeGreaterThan(60);
  expect(inner.left).toBeGreaterThanOrEqual(outer.left);
  expect(inner.right).toBeLessThanOrEqual(outer.right);
  expect(inner.top).toBeGreaterThanOrEqual(outer.top);
  expect(inner.bottom).toBeLessThanOrEqual(outer.bottom);
});

test('a large file is opened piece by piece, or not at all', async ({ app, page, figure }) => {
  await app.open();
  await app.add('VPC');
  await expect(page.getByText('1 VPC', { exact: true })).toBeVisible();
  const name = page.getByRole('textbox', { name: 'Name of the design' });
  const before = await name.inputValue();

  // One that breaks off at its end changes nothing, and says so in one line.
  const whole = largeDesign();
  await app.drop('broken.json', whole.slice(0, -20));
  await expect(page.getByRole('alert')).toContainText("broken.json can't be opened: line 1: expected JSON");
  await expect(name).toHaveValue(before);

  // A person may give up. A quick machine would be done before there is a word of it, or before a pointer gets there: so
  // it is made slow, and the button is pressed once it is shown.
  const machine = await page.context().newCDPSession(page);
  await machine.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await app.pressCancelOnceShown();
  await app.drop('large.json', whole);
  expect(await page.evaluate(() => globalThis.cancelled)).toBe(true);
  await machine.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await expect(page.getByText(/Opening large.json/)).toBeHidden();
  await page.waitForTimeout(1500);
  await expect(name).toHaveValue(before);
  await expect(page.getByText('1 VPC', { exact: true })).toBeVisible();

  await page.evaluate(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => globalThis.long.push(...list.getEntries())).observe({ type: 'longtask' });
  });
  await app.drop('large.json', whole);
  await expect(name).toHaveValue('Large', { timeout: 30_000 });
  await expect(page.getByText(`${VPCS} VPCs, ${2 * VPCS} subnets`)).toBeVisible();
  await expect(overlap(page)).toBeVisible({ timeout: 60_000 });
  const longest = await page.evaluate(() => Math.max(0, ...globalThis.long.map(({ duration }) => duration)));
  figure('longest task while a large file is opened', longest, 'ms');

  // What was drawn before is kept, and what was opened is found again.
  await app.saved();
  await page.reload();
  await expect(name).toHaveValue('Large', { timeout: 30_000 });
  await expect(page.getByText(`${VPCS} VPCs, ${2 * VPCS} subnets`)).toBeVisible();
});

test('what an older version has stored is found', async ({ app, page }) => {
  await app.open();
  await page.evaluate(async (text) => {
    const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error), onblocked: () => reject(new Error('blocked')) }));
    await done(indexedDB.deleteDatabase('netwright'));
    const request = indexedDB.open('netwright', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('designs', { keyPath: 'key' });
      request.result.createObjectStore('entries', { keyPath: ['key', 'number'] });
    };
    const database = await done(request);
    const writing = database.transaction(['designs', 'entries'], 'readwrite');
    writing.objectStore('designs').put({ key: 'old', name: 'Of old', text, lists: {}, changed: 1 });
    await done(writing.objectStore('entries').put({ key: 'old', number: 1, text: JSON.stringify([{ verb: 'describe', name: 'Of old', description: '' }]) }));
    database.close();
    sessionStorage.setItem('netwright-open', 'old');
  }, largeDesign());
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue('Of old', { timeout: 30_000 });
  await expect(page.getByText(`${VPCS} VPCs, ${2 * VPCS} subnets`)).toBeVisible();
});

test('a worker that stops is started again and told everything', async ({ app, guard, page }) => {
  guard.allow(/the worker was made to stop/);
  await openLarge(app, page);
  await expect(overlap(page)).toBeVisible({ timeout: 60_000 });
  const [first] = page.workers();
  const again = page.waitForEvent('worker');
  await first.evaluate(() => {
    setTimeout(() => {
      throw new Error('the worker was made to stop');
    });
  });
  await again;
  await expect(page.getByText(/starting again/)).toBeHidden({ timeout: 60_000 });
  await expect(overlap(page)).toBeVisible({ timeout: 60_000 });
  expect(page.workers()).toHaveLength(1);
});
