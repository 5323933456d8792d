// What leaves the app as a picture, on paper or into a file of the person's own.

import { expect, test } from '../support/journey.mjs';

test('the drawing goes to the clipboard as a picture', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.template('Transit gateway isolation failure');
  await app.command('Copy the drawing as PNG');
  await expect(page.getByText('Picture copied')).toBeVisible();
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const picture = await createImageBitmap(await item.getType('image/png'));
    return [picture.width, picture.height];
  });
  expect(size[0]).toBeGreaterThan(1500);
  expect(size[1]).toBeGreaterThan(800);
});

test('what was saved to a file is saved to the same file again', async ({ app, page }) => {
  await app.open();
  await app.template('Transit gateway isolation failure');
  // The picker is the browser's own window, which no test can press: the handle that it would give is a real one.
  await page.evaluate(async () => {
    globalThis.asked = [];
    globalThis.showSaveFilePicker = async ({ suggestedName }) => {
      globalThis.asked.push(suggestedName);
      return (await navigator.storage.getDirectory()).getFileHandle('mine.json', { create: true });
    };
  });
  const saved = () =>
    page.evaluate(async () => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle('mine.json');
      return JSON.parse(await (await handle.getFile()).text()).name;
    });
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved to mine.json')).toBeVisible();
  expect(await saved()).toBe('Transit gateway isolation failure');
  await page.getByRole('textbox', { name: 'Name of the design' }).fill('Mended');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await expect.poll(saved).toBe('Mended');
  expect(await page.evaluate(() => globalThis.asked)).toEqual(['transit-gateway-isolation-failure.json']);
});

test('what AWS describes is opened from its file, which is not saved over', async ({ app, page }) => {
  await app.open();
  const vpc = { VpcId: 'vpc-0a1b2c3d4e5f60718', OwnerId: '111122223333', CidrBlock: '10.20.0.0/16', Tags: [{ Key: 'Name', Value: 'ledger' }] };
  const described = JSON.stringify({ Vpcs: [vpc] });
  await page.evaluate(async (text) => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle('vpcs.json', { create: true });
    const stream = await handle.createWritable();
    await stream.write(text);
    await stream.close();
    globalThis.showOpenFilePicker = async () => [handle];
    globalThis.showSaveFilePicker = async () => folder.getFileHandle('mine.json', { create: true });
    globalThis.left = async () => (await handle.getFile()).text();
  }, described);
  await page.keyboard.press('Control+o');
  await expect(page.locator('footer')).toContainText('1 VPC');
  await app.dialog.getByRole('button', { name: 'Look at the drawing' }).click();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved to mine.json')).toBeVisible();
  expect(await page.evaluate(() => globalThis.left())).toBe(described);
});

test('paper shows the whole drawing with its title, and nothing else', async ({ app, page }) => {
  await app.open();
  await app.template('Transit gateway isolation failure');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => {
    globalThis.print = () => {
      const picture = document.querySelector('#paper svg');
      const { left, top, right, bottom } = picture.getBoundingClientRect();
      globalThis.printed = {
        words: picture.textContent,
        frame: getComputedStyle(document.querySelector('.frame')).display,
        fits: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
        width: right - left,
      };
    };
  });
  // Laid out for paper, the page has little left that keys could go to.
  await page.getByRole('main', { name: 'Drawing' }).click();
  await page.keyboard.press('Control+p');
  await expect.poll(() => page.evaluate(() => globalThis.printed?.frame)).toBe('none');
  const printed = await page.evaluate(() => globalThis.printed);
  expect(printed.words).toContain('Transit gateway isolation failure');
  expect(printed.words).toContain('prod-app-a');
  expect(printed.fits).toBe(true);
  expect(printed.width).toBeGreaterThan(600);
  await expect(page.locator('#paper')).toHaveCount(0);
});

test('a crash says where the work is', async ({ app, axe, guard, page }) => {
  guard.allow(/a fault for the test/);
  await app.open();
  await app.template('Transit gateway isolation failure');
  await app.saved();
  // What the panic hook calls.
  await page.evaluate(() => netwrightFiles.crashed('a fault for the test'));
  const dialog = page.getByRole('dialog', { name: 'Netwright has stopped' });
  await expect(dialog).toContainText('a fault for the test');
  await axe();
  await dialog.getByRole('link', { name: 'Download your designs' }).click();
  await expect(page.getByText('Transit gateway isolation failure')).toBeVisible();
});
