// Axe in both themes on what people look at: the empty app, a design with problems, and each dialog.

import { expect, test } from '../support/journey.mjs';

test.setTimeout(240_000);

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing in the panels and dialogs, ${theme}`, async ({ app, axe, page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await app.open();
    await axe();
    await app.template('Transit gateway isolation failure');
    expect(await app.problemsOf('ISO101')).not.toHaveLength(0);
    await app.problem('ISO101').first().click();
    await axe();
    await app.row('prod', 'VPC').click();
    await axe();
    for (const command of ['Search and commands', 'Templates and recent designs', 'Export commands', 'Address plan', 'Summary and billing', 'Keyboard shortcuts']) {
      await app.command(command);
      await expect(page.getByRole('dialog')).toBeVisible();
      await axe();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  });
}
