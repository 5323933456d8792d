// The README's five minutes, step by step, with the words that the README uses.

import { expect, test } from '../support/journey.mjs';

test('the five-minute tour of the README works to the letter', async ({ app, page }) => {
  await app.open();
  // 1.
  await page.getByRole('button', { name: 'Templates', exact: true }).click();
  await app.dialog.getByRole('button', { name: 'Transit gateway isolation failure' }).click();
  // 2.
  await app.showProblems();
  const first = app.problems.getByRole('option').first();
  await expect(first).toContainText('hub lets prod and staging reach each other');
  await first.click();
  await expect(app.explanation).toContainText('prod-app-a');
  await expect(app.explanation.getByRole('heading', { name: /production/i })).toBeVisible();
  await expect(app.explanation).toContainText('Detect it with');
  // 3.
  await app.explanation.getByRole('button', { name: /route table/i }).first().click();
  await expect.poll(() => app.errorCount()).toBe(0);
  await app.undoButton.click();
  await expect.poll(() => app.errorCount()).toBe(3);
  await app.redoButton.click();
  await expect.poll(() => app.errorCount()).toBe(0);
  // 4.
  await page.getByRole('button', { name: 'Addresses' }).click();
  await expect(app.dialog.getByRole('row', { name: /prod-app-a.*10\.0\.0\.0\/20/ })).toBeVisible();
  await page.keyboard.press('Escape');
  // 5.
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  for (const title of [/AWS CLI/, /boto3/, /verifies/, /IAM/, /reviewers/]) {
    await app.dialog.getByRole('tab', { name: title }).click();
    await expect(app.dialog.getByRole('region', { name: 'Preview' })).not.toBeEmpty();
  }
});
