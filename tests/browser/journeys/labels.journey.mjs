// What is painted can be read: on every template at 100 % no two words lie over each other, none leaves its box, and
// what is cut ends with an ellipsis. Widths are those that Chromium measures.

import { expect, test } from '../support/journey.mjs';

/** Notes each text that is painted on the drawing, until the next picture is begun. */
function record() {
  const proto = CanvasRenderingContext2D.prototype;
  const { fillRect, fillText } = proto;
  globalThis.painted = [];
  proto.fillRect = function (x, y, width, height) {
    const isWhole = x === 0 && y === 0 && width === this.canvas.width && height === this.canvas.height;
    if (isWhole && this.canvas.classList.contains('canvas-paint')) globalThis.painted = [];
    return fillRect.call(this, x, y, width, height);
  };
  proto.fillText = function (text, x, y) {
    if (this.canvas.classList.contains('canvas-paint')) {
      const { actualBoundingBoxLeft: left, actualBoundingBoxRight: right, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = this.measureText(text);
      globalThis.painted.push({ text, left: x - left, right: x + right, top: y - up, bottom: y + down });
    }
    return fillText.call(this, text, x, y);
  };
}

test('no label of a template covers another or leaves its box at 100 %', async ({ app, page }) => {
  test.setTimeout(120_000);
  await page.addInitScript(record);
  // The whole of each template is in view.
  await page.setViewportSize({ width: 3200, height: 2200 });
  await app.open();
  // Closed, so that the drawing keeps its size whatever is found.
  await page.getByRole('button', { name: 'Problems', exact: true }).click();
  await page.getByRole('button', { name: 'Templates', exact: true }).click();
  await expect(app.dialog.locator('.template').first()).toBeVisible();
  const titles = await app.dialog.locator('.template strong').allInnerTexts();
  expect(titles.length).toBeGreaterThanOrEqual(15);
  await page.keyboard.press('Escape');
  const troubles = [];
  for (const title of titles) {
    await app.template(title);
    await page.locator('canvas.canvas-paint').focus();
    await page.keyboard.press('Shift+1');
    await page.keyboard.press('0');
    await expect(page.getByTitle('Back to 100 % (0)')).toHaveText('100 %');
    // Elements follow once the view rests.
    await page.waitForTimeout(300);
    const { painted, boxes } = await page.evaluate(() => {
      const corner = document.querySelector('canvas.canvas-paint').getBoundingClientRect();
      const boxes = [...document.querySelectorAll('.canvas-elements [data-entity]')].map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return { name: element.textContent, left: left - corner.left, right: right - corner.left, top: top - corner.top, bottom: bottom - corner.top };
      });
      return { painted: globalThis.painted, boxes };
    });
    expect(painted.length, title).toBeGreaterThan(8);
    for (const [index, one] of painted.entries()) {
      for (const other of painted.slice(0, index)) {
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (wide > 1 && high > 1) troubles.push(`${title}: "${one.text}" lies over "${other.text}"`);
      }
      // Counts of findings stand on the corner of their box.
      if (/^\d+$/.test(one.text)) continue;
      const words = one.text.replace(/…$/, '');
      const isCut = words !== one.text;
      const holders = boxes.filter(({ name }) => name.includes(words));
      const isHeld = ({ left, right, top, bottom }) => one.left >= left - 1 && one.right <= right + 1 && one.top >= top - 1 && one.bottom <= bottom + 1;
      if (holders.length === 0 || holders.every(({ name }) => name.startsWith('Note '))) continue; // zones, lines of notes
      if (!holders.some(isHeld)) troubles.push(`${title}: "${one.text}" leaves its box`);
      const isWhole = ({ name }) => name.endsWith(words) || name.includes(`${words}, `) || name.includes(`${words}\n`);
      if (!isCut && !holders.some(isWhole)) troubles.push(`${title}: "${one.text}" is cut without an ellipsis`);
    }
  }
  expect(troubles).toEqual([]);
});
