// Labs: a broken design is opened, found out about, put right and proved, and is still there after a reload.

import { expect, test } from '../support/journey.mjs';

const LAB = 'Dev reaches prod';

/** The parts of the lab that is open. */
function partsOf(page) {
  const lab = page.getByRole('region', { name: 'Story and tasks' });
  return {
    lab,
    undone: lab.getByRole('listitem').filter({ hasText: '(not done)' }),
    done: lab.getByRole('listitem').filter({ hasText: '(done)' }),
    hint: lab.getByRole('button', { name: /^Show (a|the next) hint$/ }),
  };
}

async function openLab(app, page, title) {
  await app.open();
  await page.getByRole('button', { name: 'Labs', exact: true }).click();
  await app.dialog.getByRole('button', { name: title }).click();
  await expect(page.getByRole('region', { name: 'Story and tasks' }).getByRole('heading', { name: title })).toBeVisible();
}

test('the isolation lab is found out about, solved and proved, and a reload keeps it', async ({ app, page }) => {
  await openLab(app, page, LAB);
  const { lab, undone, done, hint } = partsOf(page);
  await expect(lab.getByText('1 of 5 tasks proved')).toBeVisible();
  await expect(undone).toHaveCount(4);

  // Why not yet: the engine says which packet still finds a way.
  await undone.first().getByText('Why not yet').click();
  await expect(undone.first()).toContainText('can send to');

  // Hints one at a time; they are no step, so undo has nothing to take back.
  await hint.click();
  await expect(lab.getByText('1 of 4 read')).toBeVisible();
  await expect(app.undoButton).toBeDisabled();

  // The cure that is none: both defaults off, and the attachments stay where they are.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands and records' }).fill('hub');
  await app.dialog.getByRole('option', { name: /\(tgw-1\)/ }).click();
  await app.inspector.getByRole('switch', { name: 'Default route table association' }).uncheck();
  await expect(undone).toHaveCount(4);
  await app.undoButton.click();

  // The cure: the fix of the finding. Every task is proved, and what it was is told.
  await app.showProblems();
  await app.problem('ISO101').first().click();
  await app.explanation.locator('button.fix-button').click();
  await expect(lab.getByText('Solved: every task is proved')).toBeVisible();
  await expect(done).toHaveCount(5);
  await expect(lab.getByRole('heading', { name: 'What would not have helped' })).toBeVisible();

  // A reload finds the lab, its progress and the hint that was read.
  await app.saved();
  await page.reload();
  await app.ready();
  await expect(lab.getByText('Solved: every task is proved')).toBeVisible();
  await expect(lab.getByText('1 of 4 read')).toBeVisible();

  // Over again, back again, and out of it.
  await app.command('Start the lab over');
  await expect(undone).toHaveCount(4);
  await app.undoButton.click();
  await expect(done).toHaveCount(5);
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(lab).toBeHidden();
  await expect(app.tree).toBeVisible();
});

test('a lab is worked on by the keyboard, beside the outline', async ({ app, page }) => {
  await app.open();
  await app.command('Labs');
  await app.dialog.getByRole('button', { name: 'Every other request times out' }).focus();
  await page.keyboard.press('Enter');
  const { lab } = partsOf(page);
  await expect(lab.getByText('2 of 5 tasks proved')).toBeVisible();
  await app.command('Go to the outline');
  await expect(app.tree).toBeFocused();
  await expect(page.getByText('2 of 5 done')).toBeVisible();
  await app.command('Go to the lab');
  await expect(lab).toBeFocused();
  await app.command('Show a hint of the lab');
  await expect(lab.getByText('1 of 3 read')).toBeVisible();
});

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing on a lab in the ${theme} theme`, async ({ app, axe, page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await openLab(app, page, LAB);
    const { lab, hint } = partsOf(page);
    await expect(lab.getByText('1 of 5 tasks proved')).toBeVisible();
    await hint.click();
    await axe();
    await app.command('Labs');
    await expect(app.dialog.getByRole('button', { name: LAB })).toBeVisible();
    await axe();
  });
}
