// The clipboard of the system: records go through it as text, into another window, another program and back.

import { expect, test } from '../support/journey.mjs';

/** Selects the record with this name by its line in the outline. */
async function select(app, name) {
  await app.row(name).first().click();
  await expect(app.inspector.getByRole('heading', { name, exact: true })).toBeVisible();
}

/** Pastes a text, as the system would hand it over. */
async function pasteText(page, text) {
  await page.evaluate(async (text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const size = (page) => page.locator('footer');

test('records are copied in one window and pasted in another, by their names', async ({ app, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.template('Transit gateway isolation failure');
  await app.row('eu-west-1').first().click();
  await page.keyboard.press('ArrowRight');
  await select(app, 'prod');
  await page.keyboard.press('Control+c');
  const text = await copied(page);
  const fragment = JSON.parse(text);
  expect(fragment.format).toBe('netwright');
  expect(fragment.vpcs.map((vpc) => vpc.name)).toEqual(['prod']);
  expect(fragment.subnets).toHaveLength(4);

  // Another window, where an environment has the same name under another id.
  const other = app.at(await context.newPage());
  await other.open();
  await other.add('Env');
  await other.type('Name', 'elsewhere');
  await other.add('Env');
  await other.type('Name', 'prod');
  await other.drawing.click({ position: { x: 40, y: 40 } });
  await other.page.keyboard.press('Control+v');
  await expect(size(other.page)).toContainText('1 VPC, 4 subnets');
  await expect(other.inspector.getByLabel('Environment').locator('option:checked')).toHaveText('prod');
  await other.page.keyboard.press('Control+z');
  await expect(size(other.page)).not.toContainText('VPC');
  await other.page.close();

  // In the same window once more, where it is brought into view; and cut: what is pasted goes into what is selected.
  await app.command('Zoom to 100 %');
  await app.command('Go to the drawing');
  await page.keyboard.press('Control+v');
  await expect(size(page)).toContainText('4 VPCs, 16 subnets');
  await expect(page.locator('.canvas-elements [data-entity="vpc-4"]')).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('Control+z');
  await select(app, 'prod');
  await page.keyboard.press('ArrowRight');
  await select(app, 'prod-app-a');
  await page.keyboard.press('Control+x');
  await expect(size(page)).toContainText('11 subnets');
  await select(app, 'dev');
  await page.keyboard.press('Control+v');
  await expect(size(page)).toContainText('12 subnets');
  await expect(app.inspector).toContainText('in VPC dev');
});

test('what is cut is the line that the keyboard is on, and nothing where a field has it', async ({ app, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.template('Transit gateway isolation failure');
  await app.row('eu-west-1').first().click();
  await page.keyboard.press('ArrowRight');
  await select(app, 'prod');
  await app.inspector.getByLabel('Environment').focus();
  await page.keyboard.press('Control+x');
  await expect(size(page)).toContainText('3 VPCs');

  await page.keyboard.press('Control+1');
  await page.keyboard.press('ArrowDown');
  const line = await app.tree.getAttribute('aria-activedescendant');
  expect(line).not.toBe('outline-vpc-1');
  await page.keyboard.press('Control+x');
  await expect(size(page)).toContainText('2 VPCs');
  await expect(app.row('prod').first()).toBeVisible();
  await expect(page.locator(`[id="${line}"]`)).toHaveCount(0);
});

test('a text of another source is taken in, and what is none is said', async ({ app, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.add('VPC');
  await app.type('Name', 'shop');
  await app.command('Go to the drawing');
  const notice = page.locator('.notice');

  await pasteText(page, 'vpc stock cidrs=10.9.0.0/16\n  subnet stock-a az=a cidrs=10.9.0.0/24\n');
  await expect(size(page)).toContainText('2 VPCs, 1 subnet');
  await expect(page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue('Untitled design');
  await pasteText(page, 'region,vpc,subnet,zone,cidrs\neu-west-1,stock,stock-b,b,10.9.1.0/24\n');
  await expect(size(page)).toContainText('2 VPCs, 2 subnets');
  await pasteText(page, JSON.stringify({ Vpcs: [{ VpcId: 'vpc-0a1b2c3d4e5f67890', CidrBlock: '10.20.0.0/16', Tags: [{ Key: 'made-by', Value: 'netwright' }] }] }));
  await expect(size(page)).toContainText('3 VPCs, 2 subnets');
  await pasteText(page, 'Dear diary');
  await expect(notice).toContainText('Nothing to paste');
  await pasteText(page, '{"format": "netwright", "version": 1, "vpcs": [{"id": "x"}]}');
  await expect(notice).toContainText('/vpcs/0/id: expected an identifier such as vpc-1');
  await pasteText(page, '');
  await expect(notice).toContainText('no text');

  // In a field, paste is the browser's own.
  await page.evaluate(() => navigator.clipboard.writeText('pasted'));
  const name = page.getByRole('textbox', { name: 'Name of the design' });
  await name.focus();
  await name.press('Control+a');
  await page.keyboard.press('Control+v');
  await expect(name).toHaveValue('pasted');
  await expect(size(page)).toContainText('3 VPCs, 2 subnets');
});

test('the menu and the commands copy and paste too, with a clipboard that refuses', async ({ app, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.add('VPC');
  await app.type('Name', 'shop');
  await select(app, 'shop');
  await app.command('Copy');
  await expect.poll(() => copied(page)).toContain('"shop"');
  await app.command('Paste');
  await expect(size(page)).toContainText('2 VPCs');

  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
    navigator.clipboard.readText = () => Promise.reject(new Error('no'));
  });
  await app.command('Copy');
  await expect(page.locator('.notice')).toContainText('to paste in this window');
  await app.command('Paste');
  await expect(size(page)).toContainText('3 VPCs');
});
