// The failure that the product exists to teach: a hub whose defaults join dev to prod. It is found, fixed, undone and
// redone, and exported.

import { expect, test } from '../support/journey.mjs';

const TEMPLATE = 'Transit gateway isolation failure';

test('dev reaching prod through a hub is found, fixed and exported @picture', async ({ app, page, picture }) => {
  await app.open();
  await app.openTemplate(TEMPLATE);
  await app.showProblems();

  // Found, with the actual pair in the message and the path in the explanation.
  await expect(app.problem('ISO101').first()).toContainText(/dev|prod/);
  await app.problem('ISO101').first().click();
  await expect(app.explanation).toContainText(/prod/);
  await picture('isolation-found');

  // Fixed by one click: what was found is gone.
  await app.explanation.locator('button.fix-button').click();
  await expect(app.problem('ISO101')).toHaveCount(0);

  // Undone and redone exactly.
  await app.undoButton.click();
  await expect(app.problem('ISO101').first()).toBeVisible();
  await app.redoButton.click();
  await expect(app.problem('ISO101')).toHaveCount(0);

  // Exported: the script that makes it, as a file.
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(app.dialog.getByRole('region', { name: 'Preview' })).toContainText('set -euo pipefail');
  const [download] = await Promise.all([page.waitForEvent('download'), app.dialog.getByRole('button', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.sh$/);
});

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing on a drawn design in the ${theme} theme`, async ({ app, axe, page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await app.open();
    await app.openTemplate(TEMPLATE);
    await app.showProblems();
    await expect(app.problem('ISO101').first()).toBeVisible();
    await axe();
  });
}
