// The export panel: what is previewed is what is copied and downloaded, and a design with errors is held back first.

import { readFile } from 'node:fs/promises';

import { expect, test } from '../support/journey.mjs';

test('an export is previewed, copied and downloaded, the same each time', async ({ app, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.template('Centralised egress and inspection');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const preview = app.dialog.getByRole('region', { name: 'Preview' });
  for (const [title, file, first] of [
    ['AWS CLI script', 'aws-cli.sh', '#!/usr/bin/env bash'],
    ['Python module for boto3', 'boto3_design.py', '#!/usr/bin/env python3'],
  ]) {
    await app.dialog.getByRole('tab', { name: title }).click();
    await expect(preview).toContainText(first);
    const shown = await preview.innerText();
    await app.dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    // Said inside the dialog, where it can be seen and reached.
    await expect(app.dialog.getByRole('status')).toContainText('Copied');
    await app.dialog.getByRole('button', { name: 'Dismiss' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.startsWith(first)).toBe(true);
    expect(copied.startsWith(shown.split('\n').slice(0, 40).join('\n'))).toBe(true);
    const download = page.waitForEvent('download');
    await app.dialog.getByRole('button', { name: 'Download', exact: true }).click();
    expect((await download).suggestedFilename()).toBe(file);
    expect(await readFile(await (await download).path(), 'utf8')).toBe(copied);
    await app.dialog.getByRole('button', { name: 'Dismiss' }).click();
  }

  // What was said outlives the dialog, and goes by itself.
  await app.dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(app.dialog).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeHidden();
});

test('a design with errors is exported only by one who says so', async ({ app, page }) => {
  await app.open();
  await app.template('Transit gateway isolation failure');
  await app.problemsOf('ISO101');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const copy = app.dialog.getByRole('button', { name: 'Copy', exact: true });
  await expect(app.dialog).toContainText('The design has 3 errors');
  await expect(copy).toBeDisabled();
  await app.dialog.getByRole('switch', { name: 'Export anyway, with 3 errors' }).check();
  await expect(app.dialog.getByRole('region', { name: 'Preview' })).toContainText('Findings: 3 errors');
  await expect(copy).toBeEnabled();
  await page.keyboard.press('Escape');
  // The next key after Escape is for what comes next.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search commands and records' })).toBeFocused();
});
