// The trace tool: a packet is followed hop by hop from one end to another, on the drawing as well, and again after each
// edit.

import { expect, test } from '../support/journey.mjs';

const TEMPLATE = 'Transit gateway isolation failure';

class TraceTool {
  constructor(page) {
    this.page = page;
    this.panel = page.getByRole('region', { name: 'Trace', exact: true });
    this.from = this.panel.getByRole('combobox', { name: 'From', exact: true });
    this.to = this.panel.getByRole('combobox', { name: 'To', exact: true });
    this.protocol = this.panel.getByLabel('Protocol', { exact: true });
    this.port = this.panel.getByLabel('Port', { exact: true });
    this.verdict = this.panel.locator('.trace-verdict');
    this.forward = this.panel.getByRole('list', { name: 'Forward' });
    this.back = this.panel.getByRole('list', { name: 'Return' });
  }

  /** Types an end and takes the first line of the list that is called exactly so. */
  async choose(field, name) {
    await field.fill(name);
    await this.panel.getByRole('option').filter({ has: this.page.getByText(name, { exact: true }) }).first().click();
    await expect(field).toHaveValue(name);
  }

  /** Clicks a box of the drawing, once it stands still. */
  async click(name, options = {}) {
    const element = this.page.locator('.canvas-elements [data-entity]').filter({ hasText: new RegExp(`(?<![-\\w])${name}(?![-\\w])`) }).first();
    let box = await element.boundingBox();
    await expect
      .poll(async () => {
        const before = box;
        box = await element.boundingBox();
        return JSON.stringify(before) === JSON.stringify(box);
      }, { intervals: [300] })
      .toBe(true);
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, options);
  }
}

/** Whether any pixel of the drawing has the colour of a token of the theme. */
const isPainted = (page, token) =>
  page.evaluate((token) => {
    const css = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
    const wanted = [1, 3, 5].map((at) => Number.parseInt(css.slice(at, at + 2), 16));
    const canvas = document.querySelector('canvas.canvas-paint');
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext('2d');
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let found = 0;
    for (let at = 0; at < data.length; at += 4) found += wanted.every((value, channel) => data[at + channel] === value) ? 1 : 0;
    return found > 200;
  }, token);

test('prod is traced to dev, hop by hop, and the fix blocks it', async ({ app, page, picture, axe }) => {
  const trace = new TraceTool(page);
  await app.open();
  await app.openTemplate(TEMPLATE);
  await app.showProblems();
  await expect(app.problem('ISO101').first()).toBeVisible();
  expect(await isPainted(page, '--success'), 'nothing is lit yet').toBe(false);

  // One end from the list, the other one clicked on the drawing.
  await app.command('Trace a packet');
  await trace.choose(trace.from, 'prod-app');
  await trace.panel.getByRole('button', { name: 'Pick to on the drawing' }).click();
  await trace.click('dev-app-a');
  await expect(trace.to).toHaveValue('dev-app-a');

  // There and back, with the row that decided at the hub.
  await expect(trace.verdict).toContainText('Open');
  await expect(trace.forward.locator(':scope > li').first()).toContainText('prod-app egress: tcp 443 to 10.0.0.0/8');
  await expect(trace.forward).toContainText('hub-default: 10.2.0.0/16 (propagated) goes to dev');
  await expect(trace.forward.locator(':scope > li').last()).toContainText('dev-app');
  await expect(trace.back.locator(':scope > li').last()).toContainText('its security groups know the connection');
  await expect.poll(() => isPainted(page, '--success'), 'the way is lit').toBe(true);
  await axe();
  await picture('trace-open');

  // What decided is one click away.
  await trace.forward.getByRole('button', { name: /^hub-default/ }).first().click();
  await expect(app.inspector).toContainText('hub-default');

  // Another port: the group that stops it, in the word of Reachability Analyzer.
  await trace.protocol.fill('tcp');
  await trace.port.fill('23');
  await trace.port.press('Enter');
  await expect(trace.verdict).toContainText('Blocked');
  await expect(trace.panel).toContainText('ENI_SG_RULES_MISMATCH');
  await trace.port.fill('443');
  await trace.port.press('Enter');
  await expect(trace.verdict).toContainText('Open');

  // The fix takes the way: it is traced again by itself. Undone, it is there again.
  await app.problem('ISO101').first().click();
  await app.explanation.locator('button.fix-button').click();
  await expect(trace.verdict).toContainText('Blocked');
  await expect(trace.panel).toContainText('TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT');
  await expect.poll(() => isPainted(page, '--success'), 'nothing is open any more').toBe(false);
  await axe();
  await picture('trace-blocked');
  await app.undoButton.click();
  await expect(trace.verdict).toContainText('Open');

  // Closed, the outline is back and the drawing is as it was.
  await trace.panel.getByRole('button', { name: 'Close the trace' }).click();
  await expect(app.tree).toBeVisible();
  await expect.poll(() => isPainted(page, '--success')).toBe(false);
});

test('a trace begins at what is clicked, and by the keyboard alone', async ({ app, page, axe }) => {
  const trace = new TraceTool(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await app.open();
  await app.openTemplate(TEMPLATE);

  // From the menu of a workload: the next click is the other end.
  await trace.click('staging-app-b', { button: 'right' });
  await page.getByRole('menuitem', { name: /^Trace from staging-app/ }).click();
  await expect(trace.from).toHaveValue(/staging-app/);
  await trace.click('prod');
  await expect(trace.verdict).toContainText('Open');
  await axe();

  // Two ends that are typed; what means nothing is said where it stands.
  await trace.to.fill('nobody');
  await trace.to.press('Enter');
  await expect(trace.panel.getByText('nothing is called "nobody" that could be an end')).toBeVisible();
  await trace.to.fill('internet');
  await trace.to.press('ArrowDown');
  await trace.to.press('Enter');
  await expect(trace.verdict).toContainText(/Blocked/);
  await expect(trace.panel).toContainText('ENI_SG_RULES_MISMATCH');
  await trace.from.fill('10.2.0.9');
  await trace.from.press('Enter');
  await trace.to.fill('10.0.0.9');
  await trace.to.press('Enter');
  await expect(trace.verdict).toContainText(/Open|Blocked|Unknown/);
  await expect(trace.forward.locator(':scope > li').first()).toContainText('dev-private: 10.0.0.0/8');
  await trace.port.fill('99999');
  await trace.port.press('Enter');
  await expect(trace.panel.getByText('a port is a number from 0 to 65535')).toBeVisible();
});
