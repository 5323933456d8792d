// Drawing by hand: dropping from the palette, a drop that is refused and says why, notes by key, lining up, tooltips.

import { expect, test } from '../support/journey.mjs';

/** The middle of a box on the drawing, in the window. */
async function middle(page, name) {
  const box = page.locator('.canvas-elements [data-entity]').filter({ hasText: name }).first();
  await expect(box).toBeAttached();
  const { x, y, width, height } = await box.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

/** Drags an item of the palette to a point of the window, as a mouse does. */
async function dragFromPalette(page, name, to) {
  const from = await page.getByRole('button', { name: `Add ${name}`, exact: true }).boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x - 30, to.y - 20, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

test('boxes are dropped where they belong, and refused elsewhere with the reason', async ({ app, page, picture }) => {
  await app.open();
  const canvas = await page.locator('canvas').boundingBox();
  await dragFromPalette(page, 'VPC', { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 });
  await page.mouse.up();
  await expect(page.locator('[data-entity="vpc-1"]')).toBeAttached();
  await app.type('Name', 'shop');

  const shop = await middle(page, 'VPC shop');
  await dragFromPalette(page, 'Workload', shop);
  await expect(page.getByRole('status').filter({ hasText: 'Workload belongs in a subnet' })).toBeVisible();
  await page.mouse.up();
  await expect(page.getByText('Workload belongs in a subnet: drop it on one').last()).toBeVisible();
  await expect(page.locator('[data-entity^="instance-"]')).toHaveCount(0);

  await dragFromPalette(page, 'Subnet', shop);
  await page.mouse.up();
  await expect(page.locator('[data-entity="subnet-1"]')).toBeAttached();
  await dragFromPalette(page, 'Workload', await middle(page, 'Subnet'));
  await page.mouse.up();
  await expect(page.locator('[data-entity="instance-1"]')).toBeAttached();

  const workload = await middle(page, 'Workload');
  await page.mouse.move(workload.x, workload.y, { steps: 3 });
  await expect(page.locator('.canvas-tip')).toContainText('Workload');
  await picture('drawn-by-hand');
});

test('notes and text are written by key and lined up', async ({ app, page }) => {
  await app.open();
  await app.add('VPC');
  await page.locator('canvas').focus();
  for (const [key, words] of [['n', 'ask the payments team'], ['t', 'front door']]) {
    await page.keyboard.press(key);
    const field = page.getByRole('textbox', { name: 'Text of the note' });
    await field.fill(words);
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('[data-entity^="note-"]').filter({ hasText: words })).toBeAttached();
    await page.locator('canvas').focus();
  }
  await app.tree.focus();
  const download = page.waitForEvent('download');
  await app.command('Save the drawing as SVG');
  const stream = await (await download).createReadStream();
  let picture = '';
  for await (const chunk of stream) picture += chunk;
  expect(picture).toContain('ask the payments team');
  expect(picture).toContain('front door');
});
