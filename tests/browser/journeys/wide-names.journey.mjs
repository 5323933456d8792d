// Names as an importer may bring them along, far longer than any panel: nothing is pushed out of its place by them.

import { expect, test } from '../support/journey.mjs';

const long = 'a-very-long-name-that-nobody-would-type-but-an-importer-brings-along-'.repeat(3);
const design = {
  format: 'netwright',
  version: 1,
  name: long,
  environments: [{ id: 'env-1', name: long }],
  vpcs: [
    { id: 'vpc-1', name: long, region: 'eu-west-1', cidrs: ['10.0.0.0/16'], environment: 'env-1', owner: long, tags: { [long]: long } },
    { id: 'vpc-2', name: '東京 مرحبا <b>&amp;"quote"', region: 'eu-west-1', cidrs: ['10.1.0.0/16'] },
  ],
  subnets: [{ id: 'subnet-1', vpc: 'vpc-1', name: long, az: 'a', cidrs: ['10.0.0.0/24'] }],
  transit_gateways: [{ id: 'tgw-1', name: long, region: 'eu-west-1' }],
  tgw_attachments: [{ id: 'tgw-attachment-1', name: long, transit_gateway: 'tgw-1', resource: 'vpc-1', subnets: ['subnet-1'] }],
  notes: [{ id: 'note-1', text: `${long} ${long}` }],
};

/** Parts of the window that are wider inside than outside. */
const pushed = (page) =>
  page.evaluate(() => {
    const parts = 'body, .frame-top, .frame-left, .frame-right, .inspector, .legend, .problems-list, .problem-detail, .dialog-body, .commands-list';
    const isWider = (part) => part.scrollWidth > part.clientWidth + 1;
    return [...document.querySelectorAll(parts)].filter(isWider).map((part) => `${part.className}: ${part.scrollWidth} in ${part.clientWidth}`);
  });

test('no panel is pushed apart by a long name', async ({ app, page }) => {
  await app.open();
  await app.drop('wide.json', JSON.stringify(design));
  await expect(app.row('eu-west-1').first()).toBeVisible();
  for (const [width, height] of [[1280, 800], [1024, 768]]) {
    await page.setViewportSize({ width, height });
    await app.showProblems();
    await app.problems.getByRole('option').filter({ hasText: 'RTE112' }).click();
    await expect(app.explanation).toContainText('RTE112');
    await expect(app.inspector).toContainText('tgw-attachment-1');
    expect(await pushed(page)).toEqual([]);
    for (const command of ['Address plan', 'Templates and recent designs', 'Summary and billing', 'Export commands']) {
      await app.command(command);
      await expect(app.dialog).toBeVisible();
      expect(await pushed(page), command).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(app.dialog).toBeHidden();
    }
    await page.keyboard.press('Control+k');
    await page.keyboard.type('very');
    await expect(app.dialog.getByRole('option').first()).toContainText('a-very-long-name');
    expect(await pushed(page), 'search').toEqual([]);
    await page.keyboard.press('Escape');
  }
});
