// The list of problems: the worst first, seen in part by severity or by words, and counted on the boxes they are about.

import { expect, test } from '../support/journey.mjs';

const design = {
  format: 'netwright',
  version: 1,
  name: 'One of each',
  vpcs: [{ id: 'vpc-1', name: 'shop', region: 'eu-west-1', cidrs: ['10.0.0.0/16'] }],
  subnets: [{ id: 'subnet-1', vpc: 'vpc-1', name: 'shop-a', az: 'a', cidrs: ['10.0.0.0/24'] }],
  transit_gateways: [{ id: 'tgw-1', name: 'hub', region: 'eu-west-1', default_association: false, default_propagation: false }],
  tgw_attachments: [{ id: 'tgw-attachment-1', name: 'shop-hub', transit_gateway: 'tgw-1', resource: 'vpc-1', subnets: ['subnet-1'] }],
  load_balancers: [{ id: 'load-balancer-1', name: 'front', vpc: 'vpc-1', subnets: ['subnet-1'] }],
};

test('problems are listed by severity, filtered, and counted on their boxes', async ({ app, page }) => {
  await app.open();
  await app.drop('one-of-each.json', JSON.stringify(design));
  await app.problemsOf('LBA101');
  const lines = app.problems.getByRole('option');
  const severities = async () => (await lines.locator('.severity').allInnerTexts()).map((text) => text.trim());
  const rank = { error: 0, warning: 1, info: 2 };
  const shown = await severities();
  expect(new Set(shown)).toEqual(new Set(['error', 'warning', 'info']));
  expect(shown.map((word) => rank[word])).toEqual(shown.map((word) => rank[word]).sort());

  await page.getByRole('button', { name: /^\d+ warnings$/ }).click();
  await expect.poll(severities).not.toContain('warning');
  await page.getByRole('button', { name: /^\d+ warnings$/ }).click();
  await page.getByPlaceholder('Filter by text or code').fill('LBA101');
  await expect(lines).toHaveCount(1);
  await page.getByPlaceholder('Filter by text or code').fill('');
  await expect.poll(severities).toEqual(shown);

  // What has a note only says so too.
  const box = await page.locator('.canvas-elements [data-entity="vpc-1"]').boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 12, { steps: 3 });
  await expect(page.locator('.canvas-tip')).toContainText(/\d+ note/);
});

test('a problem shows everything that takes part in it', async ({ app, page, picture }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await app.open();
  await app.template('Transit gateway isolation failure');
  const drawing = page.locator('canvas.canvas-paint');
  const red = () =>
    drawing.evaluate((canvas) => {
      const probe = document.createElement('i');
      probe.style.color = getComputedStyle(document.documentElement).getPropertyValue('--error');
      document.body.append(probe);
      const [r, g, b] = getComputedStyle(probe).color.match(/\d+/g).map(Number);
      probe.remove();
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) count += data[at] === r && data[at + 1] === g && data[at + 2] === b;
      return count;
    });
  const before = await red();
  await app.problems.getByRole('option', { name: /ISO101/ }).first().click();
  await expect.poll(red).toBeGreaterThan(before + 400);
  await picture('a-problem-and-its-path');
  const canvas = await drawing.boundingBox();
  for (const label of await page.getByRole('region', { name: 'Explanation' }).locator('ol.path button').allInnerTexts()) {
    const box = await page.locator('.canvas-elements').getByRole('button', { name: label }).first().boundingBox().catch(() => null);
    if (!box) continue; // a wire, or a row of a table
    expect(box.x).toBeGreaterThanOrEqual(canvas.x);
    expect(box.x + box.width).toBeLessThanOrEqual(canvas.x + canvas.width);
  }
  // What else is selected puts the light out.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands and records' }).fill('vpc-3');
  await app.dialog.getByRole('option', { name: /^dev .*\(vpc-3\)/ }).click();
  await expect.poll(red).toBeLessThanOrEqual(before);
});
