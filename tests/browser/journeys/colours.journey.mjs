// What the colours mean: a person colours the drawing by owner, sees one of them alone, and finds both in the picture.

import { readFile } from 'node:fs/promises';

import { expect, test } from '../support/journey.mjs';

test('the drawing is coloured by owner and seen one owner at a time', async ({ app, page }) => {
  await app.open();
  for (const [name, owner] of [['shop', 'payments'], ['wiki', 'platform']]) {
    await app.add('VPC');
    await app.type('Name', name);
    await app.inspector.locator('summary').filter({ hasText: 'More' }).first().click();
    await app.type('Owner', owner);
  }
  const legend = page.getByRole('region', { name: 'Legend' });
  await legend.getByRole('button', { name: 'Legend' }).click();
  await legend.getByLabel('Colour by').selectOption('Owner');
  const payments = legend.getByRole('button', { name: 'payments 1 VPC' });
  await expect(payments).toBeVisible();
  await expect(legend.getByRole('button', { name: 'platform 1 VPC' })).toBeVisible();
  const swatches = await legend.locator('.swatch').evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
  expect(new Set(swatches).size, 'each owner has a colour of its own').toBe(swatches.length);

  await payments.click();
  await expect(payments).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('combobox', { name: 'Look at' })).toHaveValue(/\d/);
  await payments.click();
  await expect(payments).toHaveAttribute('aria-pressed', 'false');

  const download = page.waitForEvent('download');
  await app.command('Save the drawing as SVG');
  const picture = await readFile(await (await download).path(), 'utf8');
  expect(picture).toContain('>Owner: payments</text>');
  expect(picture).toContain('>Owner: platform</text>');
});

test('the drawing is coloured by a tag, and by the environment again when no box has it', async ({ app, page }) => {
  await app.open();
  for (const [name, team] of [['shop', 'red'], ['wiki', 'blue']]) {
    await app.add('VPC');
    await app.type('Name', name);
    await app.inspector.locator('summary').filter({ hasText: 'More' }).first().click();
    const tags = app.inspector.getByRole('group', { name: 'Tags' });
    await tags.getByLabel('Key of a new tag').fill('Team');
    await tags.getByLabel('Key of a new tag').press('Enter');
    await tags.getByLabel('Value of tag Team').fill(team);
    await tags.getByLabel('Value of tag Team').press('Enter');
  }
  const legend = page.getByRole('region', { name: 'Legend' });
  await legend.getByRole('button', { name: 'Legend' }).click();
  const by = legend.getByLabel('Colour by');
  await by.selectOption('Team');
  await expect(legend.getByRole('button', { name: 'red 1 VPC' })).toBeVisible();
  await expect(legend.getByRole('button', { name: 'blue 1 VPC' })).toBeVisible();
  await app.undoAll();
  await app.add('VPC');
  await expect(by.locator('option:checked')).toHaveText('Environment');
});
