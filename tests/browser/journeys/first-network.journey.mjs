// The main job, by mouse: two VPCs, a hub, the isolation failure found and fixed, the export, and all of it there again.

import { expect, test } from '../support/journey.mjs';

test.setTimeout(240_000);

test('a network is drawn, found wrong, fixed, exported and found again', async ({ app, page, picture }) => {
  await app.open();
  for (const name of ['prod', 'dev']) {
    await app.add('Env');
    await app.type('Name', name);
  }
  await app.add('TGW');
  await app.type('Name', 'hub');
  for (const name of ['prod', 'dev']) {
    await app.add('VPC');
    await app.type('Name', name);
    await app.choose('Environment', name);
    await app.add('Subnet');
    await app.type('Name', `${name}-a`);
    await app.row(name, 'VPC').click();
    await app.add('Subnet');
    await app.type('Name', `${name}-b`);
    await app.row(name, 'VPC').click();
    await app.add('Attachment');
    await app.row(name, 'VPC').click();
    await app.addFromAll('Route table');
    await app.turnOn('Main');
    await app.addFromAll('Route');
    await app.type('Destination', '10.0.0.0/8');
    await app.choose('Target', 'hub');
  }
  expect(await app.problemsOf('ISO101'), 'the environments reach each other').not.toHaveLength(0);
  await picture('isolation-found');

  await app.problem('ISO101').first().click();
  await expect(app.explanation).toContainText('hub lets');
  await app.explanation.getByRole('button', { name: 'Turn both defaults off' }).click();
  await expect(app.problem('ISO101')).toHaveCount(0);
  const fixed = await app.wholeOutline();

  const steps = await app.undoAll();
  expect(steps, 'every action was one step').toBeGreaterThan(20);
  await expect(page.getByRole('heading', { name: 'Draw an AWS network' })).toBeVisible();
  expect(await app.redoAll()).toBe(steps);
  expect(await app.wholeOutline()).toEqual(fixed);

  const script = await app.exported('AWS CLI script');
  expect(script).toMatch(/^#!\/usr\/bin\/env bash/);
  expect(script).toContain('create-transit-gateway-route-table');

  await app.saved();
  await page.reload();
  await app.ready();
  expect(await app.wholeOutline()).toEqual(fixed);
});
