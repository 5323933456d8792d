// What AWS describes is imported as it comes: a folder, a zip, several files, a large file; and what is broken is said.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from '../support/journey.mjs';
import { zipped } from '../support/zip.mjs';

const PLACE = 'aws-describe/111122223333/eu-west-3';
const TABLES = 'tgw-rtb-0aaaaaaaaaaaaaaa1';
const tags = (name) => [{ Key: 'Name', Value: name }];

/** A small account as the commands collect it: a VPC on a hub, whose routes are known by the name of their file. */
function account() {
  const vpc = { VpcId: 'vpc-0aaaaaaaaaaaaaaa1', OwnerId: '111122223333', CidrBlock: '10.20.0.0/16', Tags: tags('ledger'), NovelField: { Of: 'next year' } };
  const subnet = { SubnetId: 'subnet-0aaaaaaaaaaaaaaa1', VpcId: vpc.VpcId, AvailabilityZone: 'eu-west-3a', CidrBlock: '10.20.1.0/24', Tags: tags('books') };
  const hub = { TransitGatewayId: 'tgw-0aaaaaaaaaaaaaaa1', OwnerId: '111122223333', State: 'available', Tags: tags('hub'), Options: {} };
  const table = { TransitGatewayRouteTableId: TABLES, TransitGatewayId: hub.TransitGatewayId, State: 'available', Tags: tags('shared') };
  const route = { DestinationCidrBlock: '192.0.2.0/24', Type: 'static', State: 'blackhole' };
  return {
    [`${PLACE}/ec2-describe-vpcs.json`]: { Vpcs: [vpc] },
    [`${PLACE}/ec2-describe-subnets.json`]: { Subnets: [subnet] },
    [`${PLACE}/ec2-describe-transit-gateways.json`]: { TransitGateways: [hub] },
    [`${PLACE}/ec2-describe-transit-gateway-route-tables.json`]: { TransitGatewayRouteTables: [table] },
    [`${PLACE}/ec2-search-transit-gateway-routes/${TABLES}.json`]: { Routes: [route] },
    [`${PLACE}/novel-describe-things.json`]: { NovelThings: [{ Id: 'one' }, { Id: 'two' }] },
  };
}

const texts = (files) => Object.fromEntries(Object.entries(files).map(([path, value]) => [path, JSON.stringify(value, null, 2)]));

async function written(files, folder) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return join(folder, 'aws-describe');
}

/** Everything of the account is drawn, and its report says what is not. */
async function expectAccount(app, page, source) {
  await expect(app.dialog).toContainText('Imported from AWS');
  await expect(app.dialog).toContainText(source);
  await expect(app.dialog.getByText('1 VPC', { exact: true })).toBeVisible();
  await expect(app.dialog.getByText('Not analysed', { exact: true })).toBeVisible();
  await expect(app.dialog).toContainText('NovelThings: 2 records, not analysed');
  await expect(app.dialog).toContainText('vpc-0aaaaaaaaaaaaaaa1 has no main route table');
  await app.dialog.getByRole('button', { name: 'Look at the drawing' }).click();
  await expect(app.dialog).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue('AWS of 111122223333 in eu-west-3');
  await expect(page.locator('footer')).toContainText('1 VPC, 1 subnet, 1 hub');
}

test('a folder is imported with its names, and what was open is kept', async ({ app, axe, page }, info) => {
  const folder = await written(texts(account()), info.outputPath());
  await writeFile(join(folder, '.hidden.json'), 'not JSON');
  await app.open();
  await app.openTemplate('Transit gateway isolation failure');
  await app.saved();

  await app.command('Import from AWS…');
  await expect(app.dialog.getByRole('region', { name: 'Commands that collect an account' })).toContainText('describe-vpcs');
  await axe();
  await app.dialog.locator('[data-import=folder]').setInputFiles(folder);
  await expect(app.dialog.getByRole('heading', { name: 'Imported from AWS' })).toBeVisible();
  await axe();
  // The routes of the table were told apart by the name of their file: its call is not missing.
  await expect(app.dialog).not.toContainText('no search-transit-gateway-routes');
  await expect(app.dialog).not.toContainText('hidden');
  await expectAccount(app, page, 'aws-describe: 6 files');

  // The notes can be read again, Escape ends it, and what was open before is found.
  await app.command('Notes of the import');
  await expect(app.dialog).toContainText('NovelThings');
  await page.keyboard.press('Escape');
  await expect(app.dialog).toBeHidden();
  await app.command('Templates and recent designs');
  await app.dialog.getByRole('button', { name: 'Transit gateway isolation failure' }).first().click();
  await expect(page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue('Transit gateway isolation failure');
});

test('a zip, and files dropped together, are the same as their folder', async ({ app, page }) => {
  const files = texts(account());
  await app.open();
  await app.dropFiles({ 'account.zip': zipped(files) });
  await expectAccount(app, page, 'account.zip: 6 files');

  const flat = Object.fromEntries(Object.entries(files).map(([path, text]) => [path.split('/').pop(), text]));
  await app.dropFiles(flat);
  await expect(app.dialog).toContainText('6 files');
  await app.dialog.getByRole('button', { name: 'Look at the drawing' }).click();
  await expect(page.locator('footer')).toContainText('1 VPC, 1 subnet, 1 hub');
});

test('the commands are copied and downloaded as they are shown', async ({ app, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await page.getByRole('button', { name: 'Import from AWS…' }).click();
  const code = app.dialog.getByRole('region', { name: 'Commands that collect an account' });
  await expect(code).toContainText('aws sts get-caller-identity');
  await app.dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(app.dialog.getByText('Copied', { exact: true })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.trim()).toBe((await code.textContent()).trim());
  const [download] = await Promise.all([page.waitForEvent('download'), app.dialog.getByRole('button', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toBe('collect.sh');
  // Nothing in it but calls that read.
  const verbs = [...copied.matchAll(/\baws [a-z0-9"$@]+ ([a-z]+)-/g)].map(([, verb]) => verb);
  expect(verbs.length).toBeGreaterThan(1);
  expect(verbs.filter((verb) => !['describe', 'get', 'list', 'search'].includes(verb))).toEqual([]);
});

test('a broken file is one line that names it, and the rest is taken', async ({ app, page }) => {
  await app.open();
  await app.add('VPC');
  await expect(page.locator('footer')).toContainText('1 VPC');
  const name = page.getByRole('textbox', { name: 'Name of the design' });
  const before = await name.inputValue();
  const alert = page.getByRole('alert');

  await app.dropFiles({ 'vpcs.json': '{"Vpcs": [{"VpcId": "vpc-1"' });
  await expect(alert).toContainText("vpcs.json can't be opened: ");
  const zip = zipped(texts(account()));
  await app.dropFiles({ 'account.zip': zip.subarray(0, zip.length - 30) });
  await expect(alert).toContainText('account.zip: expected a zip archive, found one that is cut off');
  await app.dropFiles({ 'one.json': '{"Vpcs": [', 'two.json': 'hello' });
  await expect(alert).toContainText('Nothing of 2 files could be imported: one.json: expected JSON');
  await expect(name).toHaveValue(before);
  await expect(page.locator('footer')).toContainText('1 VPC');

  const files = texts(account());
  const broken = `${PLACE}/ec2-describe-subnets.json`;
  files[broken] = files[broken].slice(0, -40);
  await app.dropFiles({ 'account.zip': zipped(files) });
  await expect(app.dialog.getByText('Could not be read')).toBeVisible();
  await expect(app.dialog).toContainText(`account.zip/${broken}`);
  await app.dialog.getByRole('button', { name: 'Look at the drawing' }).click();
  await expect(page.locator('footer')).toContainText('1 VPC, 1 hub');
});

/** One file of a call with very many records. */
function large(vpcs) {
  const list = [];
  for (let number = 0; number < vpcs; number += 1) {
    const id = number.toString(16).padStart(16, '0');
    const tags = [{ Key: 'Name', Value: `vpc ${number}` }, { Key: 'Purpose', Value: 'x'.repeat(400) }];
    list.push({ VpcId: `vpc-0${id}`, OwnerId: '111122223333', CidrBlock: `10.${number >> 8}.${number & 255}.0/24`, State: 'available', Tags: tags });
  }
  return JSON.stringify({ Vpcs: list }, null, 4);
}

test('a large file of one call is imported off the page, and can be given up', async ({ app, figure, page }) => {
  await app.open();
  const text = large(3000);
  expect(text.length).toBeGreaterThan(1024 * 1024);
  const machine = await page.context().newCDPSession(page);
  await machine.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await app.pressCancelOnceShown();
  await app.dropFiles({ 'vpcs.json': text });
  expect(await page.evaluate(() => globalThis.cancelled)).toBe(true);
  await machine.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.waitForTimeout(1500);
  await expect(page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue('Untitled design');
  await expect(app.dialog).toBeHidden();

  await page.evaluate(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => globalThis.long.push(...list.getEntries())).observe({ type: 'longtask' });
  });
  await app.dropFiles({ 'vpcs.json': text });
  await expect(app.dialog.getByText('3000 VPCs')).toBeVisible({ timeout: 60_000 });
  figure('longest task while a large import is opened', await page.evaluate(() => Math.max(0, ...globalThis.long.map(({ duration }) => duration))), 'ms');
  await page.keyboard.press('Escape');
  await expect(page.locator('footer')).toContainText('3000 VPCs');
});
