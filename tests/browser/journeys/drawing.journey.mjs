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
  await expect(page.locator('.canvas-refusal')).toHaveText('Workload belongs in a subnet: drop it on one');
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

/** Where a box is in the window, once the drawing rests. */
async function place(page, id) {
  const box = page.locator(`.canvas-elements [data-entity="${id}"]`);
  await expect(box).toBeAttached();
  for (let before = null; ; ) {
    const now = await box.boundingBox();
    if (before && JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
    await page.waitForTimeout(300);
  }
}

const covers = (a, b) => a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1;

test('drawn from empty by hand, subnets are in zones side by side and nothing covers anything', async ({ app, page, picture }) => {
  await app.open();
  const status = page.locator('footer').getByRole('status');
  const canvas = await page.locator('canvas').boundingBox();
  await dragFromPalette(page, 'VPC', { x: canvas.x + 320, y: canvas.y + 240 });
  await page.mouse.up();
  await place(page, 'vpc-1');
  // Three columns are wider than this window.
  for (let times = 0; times < 2; times += 1) await page.getByRole('button', { name: 'Zoom out' }).click();
  for (const [number, zone] of [[1, 'a'], [2, 'b'], [3, 'c']]) {
    const vpc = await place(page, 'vpc-1');
    const last = number > 1 ? await place(page, `subnet-${number - 1}`) : null;
    const to = last ? { x: last.x + last.width * 1.7, y: last.y + last.height / 3 } : { x: vpc.x + vpc.width / 3, y: vpc.y + vpc.height / 2 };
    await dragFromPalette(page, 'Subnet', to);
    await expect(status).toHaveText(`Subnet in eu-west-1${zone}`);
    await page.mouse.up();
    await place(page, `subnet-${number}`);
    await expect(page.getByLabel('Availability zone', { exact: true })).toHaveValue(zone);
  }
  const subnets = await Promise.all([1, 2, 3].map((number) => place(page, `subnet-${number}`)));
  expect(subnets[1].x).toBeGreaterThan(subnets[0].x + subnets[0].width);
  expect(subnets[2].x).toBeGreaterThan(subnets[1].x + subnets[1].width);

  // A subnet goes to the zone of the column that it is dropped in, and undo brings it back whole.
  const [first, third] = [subnets[0], subnets[2]];
  const grip = { x: third.x + third.width / 2, y: third.y + third.height / 2 };
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(first.x + first.width / 2 + 20, first.y + first.height / 2, { steps: 8 });
  await expect(status).toContainText('Subnet in eu-west-1a');
  await picture('zone-under-the-pointer');
  await page.mouse.up();
  const moved = await place(page, 'subnet-3');
  expect(moved.x).toBeCloseTo(first.x, 0);
  expect(covers(moved, await place(page, 'subnet-1'))).toBe(false);
  await expect(page.getByLabel('Availability zone', { exact: true })).toHaveValue('a');
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Availability zone', { exact: true })).toHaveValue('c');

  // Two workloads let go at one point stand under each other.
  for (const number of [1, 2]) {
    const at = await place(page, 'subnet-1');
    await dragFromPalette(page, 'Workload', { x: at.x + at.width / 2, y: at.y + at.height - 4 });
    await page.mouse.up();
    await place(page, `instance-${number}`);
  }
  expect(covers(await place(page, 'instance-1'), await place(page, 'instance-2'))).toBe(false);

  // A VPC let go on another one stands beside it; an attachment let go on it joins it to the only hub.
  const vpc = await place(page, 'vpc-1');
  await dragFromPalette(page, 'VPC', { x: vpc.x + 60, y: vpc.y + 12 });
  await page.mouse.up();
  expect(covers(await place(page, 'vpc-2'), await place(page, 'vpc-1'))).toBe(false);
  // A hub let go above its region stands there, and the region reaches it.
  const above = { x: canvas.x + canvas.width / 2, y: canvas.y + 40 };
  await dragFromPalette(page, 'TGW', above);
  await page.mouse.up();
  const hub = await place(page, 'tgw-1');
  expect(Math.abs(hub.x + hub.width / 2 - above.x) + Math.abs(hub.y + hub.height / 2 - above.y)).toBeLessThan(24);
  const target = await place(page, 'vpc-1');
  await dragFromPalette(page, 'Attachment', { x: target.x + 40, y: target.y + 14 });
  await page.mouse.up();
  await expect(app.undoButton).toHaveAttribute('title', /Attach to transit gateway/i);
  await picture('zones-by-hand');
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
