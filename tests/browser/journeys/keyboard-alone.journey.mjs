// The first journey without a mouse: the outline, menus, forms, problems and the export panel by keyboard.

import { expect, test } from '../support/journey.mjs';

test.setTimeout(240_000);

test('the keyboard alone draws, finds, fixes and exports', async ({ app, page }) => {
  const { keyboard } = page;
  await app.open();

  /** Chooses from the menu that Insert opens on the line of the outline that the keyboard is on. */
  const insert = async (label) => {
    await keyboard.press('Control+1');
    await keyboard.press('Insert');
    await expect(page.getByRole('menu')).toBeVisible();
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    const items = await page.getByRole('menuitem').allInnerTexts();
    const at = items.findIndex((text) => text.trim() === label);
    expect(at, `${label} is offered among ${items.join(', ')}`).toBeGreaterThanOrEqual(0);
    for (let step = 0; step < at; step += 1) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
  };
  const command = async (label) => {
    await keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Search commands and records' })).toBeFocused();
    await keyboard.type(label);
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
  };
  const rename = async (name) => {
    await keyboard.press('Control+1');
    // What was just added is in the outline, at rest, before a person names it.
    await expect(app.tree.getByRole('treeitem', { selected: true })).toBeVisible();
    await page.waitForTimeout(200);
    await keyboard.press('F2');
    await expect(page.getByRole('textbox', { name: 'Name', exact: true }).first()).toBeFocused();
    await keyboard.type(name);
    await keyboard.press('Enter');
    await expect(app.row(name).first()).toBeVisible();
  };
  /** Goes with Tab to a field of the inspector. */
  const field = async (label) => {
    await keyboard.press('Control+3');
    for (let step = 0; step < 40; step += 1) {
      const name = await page.evaluate(() => document.activeElement.labels?.[0]?.innerText.trim() ?? document.activeElement.getAttribute('aria-label'));
      if (name === label) return;
      await keyboard.press('Tab');
    }
    throw new Error(`${label} is not reached by Tab`);
  };
  const pick = async (label, text) => {
    await field(label);
    await expect(page.locator(':focus')).toBeFocused();
    await page.locator(':focus').selectOption({ label: text });
  };

  for (const name of ['prod', 'dev']) {
    await command('add environment');
    await rename(name);
  }
  await command('add transit gateway');
  await rename('hub');
  for (const name of ['prod', 'dev']) {
    await command('add VPC');
    await rename(`${name}-vpc`);
    await pick('Environment', name);
    await insert('Add subnet');
    await rename(`${name}-subnet`);
    await keyboard.press('ArrowLeft');
    await insert('Add transit gateway attachment');
    await command(`${name}-vpc`);
    await expect(app.row(`${name}-vpc`, 'VPC')).toHaveAttribute('aria-selected', 'true');
    await insert('Add route table');
    await field('Main');
    await keyboard.press('Space');
    await insert('Add route');
    await field('Destination');
    await keyboard.type('10.0.0.0/8');
    await keyboard.press('Enter');
    await pick('Target', 'hub');
  }
  expect(await app.problemsOf('ISO101')).not.toHaveLength(0);

  await keyboard.press('F8');
  await expect(app.explanation).toContainText('hub lets');
  await keyboard.press('Control+.');
  await expect(app.problem('ISO101')).toHaveCount(0);
  await keyboard.press('Control+e');
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('#!/usr/bin/env bash');
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
