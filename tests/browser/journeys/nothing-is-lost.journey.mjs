// What goes wrong takes no work along: broken files, a tab that dies, a browser's back and forth.

import { expect, test } from '../support/journey.mjs';

test('a broken file is said in one line and changes nothing', async ({ app, page }) => {
  await app.open();
  await app.add('VPC');
  await app.type('Name', 'precious');
  const before = await app.wholeOutline();
  for (const [name, text, said] of [
    ['torn.json', '{"format": "netwright", "version": 1, "vpcs": [', /torn\.json can't be opened: /],
    ['other.json', '{"openapi": "3.1.0"}', /other\.json can't be opened: /],
    ['future.json', '{"format": "netwright", "version": 999}', /future\.json can't be opened: .*newer|future\.json can't be opened: .*999/],
    ['bad.json', '{"format": "netwright", "version": 1, "vpcs": [{"id": "vpc-1", "cidrs": ["10.0.0.0/99"]}]}', /bad\.json can't be opened: .*10\.0\.0\.0\/99/],
  ]) {
    await app.drop(name, text);
    await expect(page.getByRole('alert').filter({ hasText: said })).toBeVisible();
    expect(await app.wholeOutline()).toEqual(before);
    await page.getByRole('button', { name: 'Dismiss' }).click();
  }
});

test('a file is opened, and what was open before is kept', async ({ app, page }) => {
  await app.open();
  await app.add('VPC');
  await app.type('Name', 'precious');
  await page.getByRole('textbox', { name: 'Name of the design' }).fill('Kept work');
  await page.keyboard.press('Enter');
  await app.saved();
  await app.drop('new.json', '{"format": "netwright", "version": 1, "name": "From a file", "vpcs": [{"id": "vpc-1", "name": "filed", "cidrs": ["10.9.0.0/16"]}]}');
  await expect(page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue('From a file');
  await app.saved();
  await app.command('Templates and recent designs');
  await page.getByRole('dialog').getByRole('button', { name: 'Kept work', exact: true }).click();
  await expect(app.row('precious').first()).toBeVisible();
});

test('a tab that dies in the middle leaves the work', async ({ app, context, page }) => {
  await app.open();
  await app.add('VPC');
  await app.type('Name', 'survivor');
  await app.saved();
  const before = await app.wholeOutline();
  // The tab goes without a word: no event reaches the page.
  const session = await context.newCDPSession(page);
  await Promise.race([session.send('Page.crash').catch(() => {}), page.waitForEvent('crash')]);
  const again = await context.newPage();
  const revived = app.at(again);
  await revived.open();
  expect(await revived.wholeOutline()).toEqual(before);
});

test('the recovery page has the work without the program', async ({ app, page }) => {
  await app.open();
  await app.add('VPC');
  await app.type('Name', 'survivor');
  await app.saved();
  await page.goto(`${app.url}recover.html`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /Download/ }).first().click();
  const { createReadStream } = await import('node:fs');
  let text = '';
  for await (const part of createReadStream(await (await download).path())) text += part;
  expect(JSON.parse(text).vpcs[0].name).toBe('survivor');
});

test('a link holds the whole design', async ({ app, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.template('Transit gateway isolation failure');
  const before = await app.wholeOutline();
  await page.getByRole('button', { name: 'Copy a link to this design' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(33 * 1024);
  const other = app.at(await context.newPage());
  await other.page.goto(link);
  await other.ready();
  await expect(other.page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue('Transit gateway isolation failure');
  expect(await other.wholeOutline()).toEqual(before);
});
