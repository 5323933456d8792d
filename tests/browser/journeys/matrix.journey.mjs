// The isolation matrix: who can talk to whom, with the exact ports; a cell's witness is traced on the drawing, and the fix
// closes the cell.

import { expect, test } from '../support/journey.mjs';

const TEMPLATE = 'Transit gateway isolation failure';

for (const theme of ['light', 'dark']) {
  test(`a cell of the matrix leads to its witness on the drawing, in the ${theme} theme`, async ({ app, page, axe, picture }) => {
    await page.emulateMedia({ colorScheme: theme });
    await app.open();
    await app.openTemplate(TEMPLATE);
    await app.showProblems();
    await expect(app.problem('ISO101').first()).toBeVisible();

    // Environments by environments, worked out by the engine.
    await page.getByRole('button', { name: 'Matrix' }).click();
    const dialog = page.getByRole('dialog', { name: 'Isolation matrix' });
    await expect(dialog.getByRole('status').first()).toHaveText('6 cells, exact');
    await expect(dialog.getByRole('columnheader', { name: 'dev', exact: true })).toBeVisible();
    await expect(dialog.getByRole('rowheader', { name: /^prod/ })).toBeVisible();
    const cell = dialog.getByRole('button', { name: 'prod to dev: partly open must not tcp 443' });
    await expect(cell).toBeVisible();

    // By the keyboard: the arrows pass over the cell of an environment with itself.
    await dialog.getByRole('button', { name: /^prod to staging/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(cell).toBeFocused();
    await page.keyboard.press('Enter');
    const detail = dialog.getByRole('region', { name: 'Chosen cell' });
    await expect(detail).toContainText('tcp 443 from 10.0.0.0/19 to 10.2.0.0/19');
    await expect(detail).toContainText('4 of 16 pairs of hosts');
    await axe();
    await picture(`matrix-${theme}`);

    // Forwarding alone has no ports.
    await dialog.getByLabel('Level').selectOption('routed');
    await expect(dialog.getByRole('button', { name: 'prod to dev: partly open must not all traffic' })).toBeVisible();
    await dialog.getByLabel('Level').selectOption('connectable');
    await expect(cell).toBeVisible();

    // Into the cell: VPC by VPC, and back.
    await detail.getByRole('button', { name: 'By VPC' }).click();
    await expect(dialog).toContainText('VPCs and sites of prod to those of dev');
    await expect(dialog.getByRole('button', { name: /^prod to dev: partly open tcp 443/i })).toBeVisible();
    await dialog.getByRole('button', { name: 'Back to environments' }).click();

    // The witness, on the drawing.
    await cell.click();
    await detail.getByRole('button', { name: /^Trace tcp 443 from prod-app to dev-app/ }).first().click();
    await expect(dialog).toBeHidden();
    const trace = page.getByRole('region', { name: 'Trace', exact: true });
    await expect(trace.locator('.trace-verdict')).toContainText('Open');
    await expect(trace.getByRole('combobox', { name: 'From', exact: true })).toHaveValue('prod-app');

    // Fixed: closed in the matrix too.
    await app.problem('ISO101').first().click();
    await app.explanation.locator('button.fix-button').click();
    await expect(trace.locator('.trace-verdict')).toContainText('Blocked');
    await page.keyboard.press('Alt+m');
    await expect(dialog.getByRole('button', { name: 'prod to dev: closed' })).toBeVisible();
  });
}
