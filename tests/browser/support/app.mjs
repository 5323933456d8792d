// The app as a page object: what a person can find and do, by role and name, never by markup.

import { expect } from '@playwright/test';

export class App {
  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.drawing = page.getByRole('main', { name: 'Drawing' });
    this.outline = page.getByRole('tree');
    this.problems = page.getByRole('listbox', { name: 'Problems' });
    this.explanation = page.getByRole('region', { name: 'Explanation' });
    this.dialog = page.getByRole('dialog');
    this.undoButton = page.getByRole('button', { name: 'Undo', exact: true });
    this.redoButton = page.getByRole('button', { name: 'Redo', exact: true });
  }

  /** Opens the app and waits until it can be used. */
  async open(fragment = '') {
    await this.page.goto(this.url + fragment);
    await this.ready();
  }

  /** Waits until the app has drawn itself. */
  async ready() {
    await expect(this.drawing).toBeVisible();
  }

  /** Waits until the service worker has kept the whole bundle and answers for this page. */
  async keptForOffline() {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) {
        await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
      }
    });
  }

  /** Opens a template from the start card of an empty design. */
  async openTemplate(title) {
    await this.page.getByRole('button', { name: 'Templates', exact: true }).click();
    await this.dialog.getByRole('button', { name: title }).first().click();
    await expect(this.dialog).toBeHidden();
  }

  /** Shows the problems, if they are not shown yet. */
  async showProblems() {
    const toggle = this.page.getByRole('button', { name: 'Problems', exact: true });
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
    await expect(this.problems).toBeVisible();
  }

  /** The problems with this code, as lines of the list. */
  problem(code) {
    return this.problems.getByRole('option').filter({ hasText: code });
  }

  /** How many errors the head of the problems panel counts. */
  async errorCount() {
    const label = await this.page.getByRole('button', { name: /^\d+ errors$/ }).getAttribute('aria-label');
    return Number.parseInt(label, 10);
  }
}
