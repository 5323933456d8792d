// Files that can't be opened: one clear line, and nothing of the work is lost.

import { expect, test } from '../support/journey.mjs';

test('a broken file says what is wrong and loses nothing', async ({ app, page }) => {
  await app.open();
  await app.openTemplate('Transit gateway isolation failure');
  await app.showProblems();
  await expect(app.problem('ISO101').first()).toBeVisible();

  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"format": "netwright", "version": 1, "vpcs": [{"id": "subnet-1"}]}'], 'broken.json', { type: 'application/json' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.querySelector('main').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
    }
  });
  await expect(page.getByText(/expected an identifier such as vpc-1/).first()).toBeVisible();
  await expect(app.problem('ISO101').first()).toBeVisible();
});
