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
