// The hand at work: all five kinds of edges drawn from handles, resizing, the marquee, snapping, refusals with their reason.

import { expect, test } from '../support/journey.mjs';

/** A box on the drawing by its id. */
const box = (page, id) => page.locator(`.canvas-elements [data-entity="${id}"]`);

/** Where it is in the window, once the drawing rests: real elements follow the canvas a little later. */
async function place(page, id) {
  await expect(box(page, id)).toBeAttached();
  for (let before = null; ; ) {
    const now = await box(page, id).boundingBox();
    if (before && JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
    await page.waitForTimeout(300);
  }
}

/** Drags the mouse, in steps as a hand does. */
async function drag(page, from, to, { drop = true } = {}) {
  await page.mouse.move(from.x, from.y, { steps: 2 });
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  if (drop) await page.mouse.up();
}

/** Drags a wire from the handle at the right of a box to a point of another. */
async function wire(page, from, to, options) {
  const [a, b] = [await place(page, from), await place(page, to)];
  const holds = /^(vpc|subnet|tgw|hosted-zone)-\d/.test(from);
  // The handle shows when the box is pointed at.
  await page.mouse.move(a.x + a.width / 2, a.y + Math.min(12, a.height / 2), { steps: 2 });
  await page.mouse.move(a.x + a.width - 4, a.y + a.height / 2 + (holds ? 22 : 0), { steps: 2 });
  const handle = holds ? { x: a.x + a.width, y: a.y + a.height / 2 + 22 } : { x: a.x + a.width + 14, y: a.y + a.height / 2 };
  await drag(page, handle, { x: b.x + b.width / 2, y: b.y + Math.min(14, b.height / 2) }, options);
}

/** A design as a person would open it. */
const design = {
  $schema: 'netwright.schema.json',
  format: 'netwright',
  version: 1,
  name: 'By hand',
  vpcs: [
    { id: 'vpc-1', name: 'shop', region: 'eu-west-1', cidrs: ['10.0.0.0/16'] },
    { id: 'vpc-2', name: 'stock', region: 'eu-west-1', cidrs: ['10.1.0.0/16'] },
  ],
  subnets: [
    { id: 'subnet-1', vpc: 'vpc-1', name: 'shop-a', az: 'a', cidrs: ['10.0.0.0/24'] },
    { id: 'subnet-2', vpc: 'vpc-1', name: 'shop-b', az: 'b', cidrs: ['10.0.1.0/24'] },
    { id: 'subnet-3', vpc: 'vpc-2', name: 'stock-a', az: 'a', cidrs: ['10.1.0.0/24'] },
  ],
  transit_gateways: [{ id: 'tgw-1', name: 'hub', region: 'eu-west-1', default_association: false, default_propagation: false }],
  tgw_route_tables: [{ id: 'tgw-route-table-1', name: 'spokes', transit_gateway: 'tgw-1' }],
  load_balancers: [{ id: 'load-balancer-1', name: 'front', vpc: 'vpc-1' }],
  vpc_endpoints: [{ id: 'vpc-endpoint-1', name: 'secrets', vpc: 'vpc-1', service: 'secretsmanager', endpoint_type: 'Interface' }],
  hosted_zones: [{ id: 'hosted-zone-1', name: 'zone', domain: 'example.com' }],
  dns_records: [{ id: 'dns-record-1', name: 'www', zone: 'hosted-zone-1', record_name: 'www.example.com', record_type: 'A' }],
};

async function opened(app, page) {
  await app.drop('by-hand.json', JSON.stringify(design));
  await expect(page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue('By hand');
  // The list of problems takes its room, then the drawing rests.
  await app.problemsOf('DNS113');
}

test('all five kinds of edges are drawn from handles, and what does not fit is refused with the reason', async ({ app, page, picture }) => {
  await app.open();
  await opened(app, page);
  const status = page.locator('footer').getByRole('status');
  const step = async (label, from, to) => {
    await wire(page, from, to, { drop: false });
    await expect(status, `${from} to ${to}`).toHaveText(label);
    await page.mouse.up();
    await expect(app.undoButton).toHaveAttribute('title', new RegExp(label, 'i'));
  };
  await step('Attach to transit gateway', 'vpc-1', 'tgw-1');
  await step('Peer VPCs', 'vpc-1', 'vpc-2');
  await step('Place in subnet', 'vpc-endpoint-1', 'subnet-1');
  await step('Change attachment', 'vpc-1', 'tgw-route-table-1');
  await step('Alias record', 'dns-record-1', 'load-balancer-1');
  await picture('edges-by-hand');

  // Not what belongs together: the reason is said while dragging, and again when let go.
  const why = 'Only subnets of its own VPC can hold its addresses';
  await wire(page, 'vpc-endpoint-1', 'subnet-3', { drop: false });
  await expect(status).toHaveText(why);
  await page.mouse.up();
  await expect(page.getByText(why).last()).toBeVisible();
  expect(await app.undoAll()).toBe(5);
});

test('boxes are resized, moved along guides, chosen by a marquee and several at once', async ({ app, page }) => {
  await app.open();
  await opened(app, page);
  const status = page.locator('footer').getByRole('status');
  const selected = page.locator('footer').getByText(/^\d+ selected$/);

  // Resize: the corner follows the hand, what is inside stays; smaller than its content it does not get.
  const stock = await place(page, 'vpc-2');
  await page.mouse.click(stock.x + stock.width / 2, stock.y + 8);
  await expect(selected).toHaveText('1 selected');
  await drag(page, { x: stock.x + stock.width, y: stock.y + stock.height }, { x: stock.x + stock.width + 60, y: stock.y + stock.height + 30 });
  const larger = await place(page, 'vpc-2');
  expect(larger.width).toBeGreaterThan(stock.width + 40);
  expect(larger.height).toBeGreaterThan(stock.height + 15);
  await drag(page, { x: larger.x + larger.width, y: larger.y + larger.height }, { x: larger.x + 5, y: larger.y + 5 });
  const [least, inside] = [await place(page, 'vpc-2'), await place(page, 'subnet-3')];
  expect(least.x + least.width).toBeGreaterThanOrEqual(inside.x + inside.width);
  expect(least.y + least.height).toBeGreaterThanOrEqual(inside.y + inside.height);
  expect(await app.undoAll()).toBe(2);
  expect((await place(page, 'vpc-2')).width).toBeCloseTo(stock.width, 0);

  // A subnet does not leave its VPC: put back, and the reason said.
  const subnet = await place(page, 'subnet-3');
  const hub = await place(page, 'tgw-1');
  await drag(page, { x: subnet.x + subnet.width / 2, y: subnet.y + subnet.height - 5 }, { x: hub.x + hub.width / 2, y: hub.y + 8 }, { drop: false });
  await expect(status).toHaveText(/Subnet belongs in a VPC/);
  await page.mouse.up();
  expect((await place(page, 'subnet-3')).x).toBeCloseTo(subnet.x, 0);

  // Snapping: let go a few pixels off, the left edges line up all the same. Alt holds the snapping off.
  const shop = await place(page, 'vpc-1');
  const grip = (rect) => ({ x: rect.x + rect.width / 2, y: rect.y + 8 });
  const start = await place(page, 'vpc-2');
  await drag(page, grip(start), { x: grip(start).x + 90, y: grip(start).y + 30 });
  const off = await place(page, 'vpc-2');
  expect(Math.abs(off.x - shop.x)).toBeGreaterThan(30);
  const near = { x: grip(off).x - (off.x - shop.x) + 3, y: grip(off).y };
  await drag(page, grip(off), near);
  expect((await place(page, 'vpc-2')).x).toBeCloseTo(shop.x, 0);
  await page.keyboard.press('Control+z');
  await place(page, 'vpc-2');
  await page.keyboard.down('Alt');
  await drag(page, grip(off), near);
  await page.keyboard.up('Alt');
  expect((await place(page, 'vpc-2')).x - shop.x).toBeGreaterThan(1.5);
  await page.keyboard.press('Control+z');
  await place(page, 'vpc-2');
  await drag(page, grip(off), near);

  // The marquee takes what lies in it; Shift adds one; Delete removes them, undo brings them back.
  const moved = await place(page, 'vpc-2');
  await page.keyboard.press('Escape');
  await expect(selected).toBeHidden();
  await drag(page, { x: shop.x - 8, y: moved.y + moved.height + 10 }, { x: Math.max(shop.x + shop.width, moved.x + moved.width) + 10, y: shop.y - 4 });
  await expect(selected).toHaveText('2 selected');
  await page.keyboard.down('Shift');
  await page.mouse.click(hub.x + hub.width / 2, hub.y + 8);
  await page.keyboard.up('Shift');
  await expect(selected).toHaveText('3 selected');
  await page.keyboard.press('Delete');
  await expect(box(page, 'vpc-1')).toHaveCount(0);
  await expect(box(page, 'tgw-1')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(box(page, 'vpc-1')).toBeAttached();
  await expect(box(page, 'tgw-1')).toBeAttached();

  // The menu of a box: Escape closes it, arrows walk in it, Duplicate does so.
  const menu = page.getByRole('menu');
  const title = grip(await place(page, 'vpc-2'));
  await page.mouse.click(title.x, title.y, { button: 'right' });
  await expect(menu.getByRole('menuitem', { name: 'Cut' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await page.mouse.click(title.x, title.y, { button: 'right' });
  await expect(menu.getByRole('menuitem', { name: 'Cut' })).toBeFocused();
  for (const name of ['Copy', 'Paste', 'Duplicate']) {
    await page.keyboard.press('ArrowDown');
    await expect(menu.getByRole('menuitem', { name })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.locator('footer')).toContainText('3 VPCs, 4 subnets');
});

test('the address plan splits, joins, and goes out and in as CSV; a note has a colour', async ({ app, page }) => {
  await app.open();
  await opened(app, page);
  await app.command('Address plan');
  const line = (name) => app.dialog.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
  await expect(line('shop-a')).toContainText('10.0.0.0/24');
  await expect(app.dialog.getByRole('row', { name: /^eu-west-1 2 VPCs, 3 subnets/ })).toBeVisible();
  await line('shop-a').getByRole('button', { name: 'Split' }).click();
  await expect(line('shop-a')).toContainText('10.0.0.0/25');
  await expect(app.dialog.getByText('10.0.0.128/25')).toBeVisible();
  await line('shop-a').getByRole('button', { name: 'Join' }).click();
  await expect(line('shop-a')).toContainText('10.0.0.0/24');
  await expect(app.dialog.getByText('10.0.0.128/25')).toBeHidden();

  const download = page.waitForEvent('download');
  await app.dialog.getByRole('button', { name: 'Download CSV' }).click();
  const stream = await (await download).createReadStream();
  let csv = '';
  for await (const chunk of stream) csv += chunk;
  expect(csv).toContain('eu-west-1,shop,shop-b,b,10.0.1.0/24');
  await page.keyboard.press('Escape');
  await app.drop('plan.csv', csv.replace(/shop-b,b,10\.0\.1\.0\/24/, 'shop-b,b,10.0.9.0/24'));
  await app.command('Address plan');
  await expect(line('shop-b')).toContainText('10.0.9.0/24');
  await page.keyboard.press('Escape');

  await page.locator('canvas').focus();
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Text of the note' }).fill('mind the gap');
  await page.keyboard.press('Control+Enter');
  await expect(box(page, 'note-1')).toBeAttached();
  const at = await place(page, 'note-1');
  const paper = () =>
    page.locator('canvas.canvas-paint').evaluate((canvas, { x, y }) => {
      const { left, top } = canvas.getBoundingClientRect();
      const ratio = canvas.width / canvas.clientWidth;
      return [...canvas.getContext('2d').getImageData((x - left) * ratio, (y - top) * ratio, 1, 1).data].slice(0, 3);
    }, { x: at.x + at.width - 8, y: at.y + at.height - 8 });
  const [red, , blue] = await paper();
  expect(red).toBeGreaterThan(blue + 20); // yellow
  await page.mouse.click(at.x + at.width / 2, at.y + at.height / 2);
  await app.choose('Colour', 'Blue');
  await expect.poll(async () => { const [r, , b] = await paper(); return b - r; }).toBeGreaterThan(10);
});

test('what was pulled about is arranged again: the selection alone, then all of it', async ({ app, page }) => {
  await app.open();
  await opened(app, page);
  const grip = (rect) => ({ x: rect.x + rect.width / 2, y: rect.y + 8 });
  const within = async (id, holder) => {
    const [inner, outer] = [await place(page, id), await place(page, holder)];
    return [Math.round(inner.x - outer.x), Math.round(inner.y - outer.y)];
  };
  const [before, other] = [await within('subnet-3', 'vpc-2'), await within('subnet-2', 'vpc-1')];
  for (const id of ['subnet-3', 'subnet-2']) {
    const at = grip(await place(page, id));
    await drag(page, at, { x: at.x + 26, y: at.y + 31 });
  }
  expect(await within('subnet-3', 'vpc-2')).not.toEqual(before);
  const title = grip(await place(page, 'vpc-2'));
  await page.mouse.click(title.x, title.y, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Arrange the selection' }).click();
  await expect.poll(() => within('subnet-3', 'vpc-2')).toEqual(before);
  expect(await within('subnet-2', 'vpc-1')).not.toEqual(other);
  await page.keyboard.press('Escape');
  await app.command('Arrange the whole design');
  await expect.poll(() => within('subnet-2', 'vpc-1')).toEqual(other);
});

test('an address finds what holds it, and what is selected is found in the outline', async ({ app, page }) => {
  await app.open();
  await opened(app, page);
  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: 'Search commands and records' });
  const first = page.getByRole('listbox', { name: 'Commands and records' }).getByRole('option').first();
  await search.fill('10.0.1.9');
  await expect(first).toContainText('shop-b in shop');
  await search.fill('10.0.0.0/16');
  await expect(first).toContainText(/^shop .*10\.0\.0\.0\/16/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('shop');

  // Collapsed, then selected on the drawing: the outline opens where it stands.
  const outline = page.getByRole('tree');
  await outline.getByRole('treeitem', { name: /eu-west-1/ }).first().click();
  await outline.press('ArrowLeft');
  await expect(outline.getByRole('treeitem', { name: /shop-b/ })).toBeHidden();
  const at = await place(page, 'subnet-2');
  await page.mouse.click(at.x + at.width / 2, at.y + 12);
  await expect(outline.getByRole('treeitem', { name: /shop-b/ })).toBeVisible();

  // The key of a tag is as wide as its value.
  await app.inspector.getByText('More', { exact: true }).click();
  await app.inspector.getByRole('textbox', { name: 'Key of a new tag' }).fill('cost-centre');
  await page.keyboard.press('Tab');
  const width = async (name) => (await app.inspector.getByRole('textbox', { name, exact: true }).boundingBox()).width;
  await expect.poll(() => width('Key of tag cost-centre')).toBeGreaterThan(80);
  expect(await width('Key of tag cost-centre')).toBeCloseTo(await width('Value of tag cost-centre'), -1);
});
