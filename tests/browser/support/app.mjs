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

  /** The app in another page of the same browser. */
  at(page) {
    return new App(page, this.url);
  }

  get tree() {
    return this.page.getByRole('tree', { name: 'Outline' });
  }

  get inspector() {
    return this.page.getByRole('region', { name: 'Inspector' });
  }

  /** The line of the outline with this label; of this kind, where several kinds may have the name. */
  row(label, kind) {
    const lines = this.tree.getByRole('treeitem').filter({ has: this.page.locator('.tree-label').getByText(label, { exact: true }) });
    return kind === 'VPC' ? lines.filter({ hasText: /\d+\.\d+\.\d+\.\d+\// }).first() : lines;
  }

  /** Every line of the outline with all of it open, as it is read. */
  async wholeOutline() {
    await this.tree.focus();
    await this.page.keyboard.press('Home');
    await expect(this.tree).toHaveAttribute('aria-activedescendant', /./);
    for (let line = 0; line < 400; line += 1) {
      const active = this.page.locator(`[id="${await this.tree.getAttribute('aria-activedescendant')}"]`);
      if ((await active.getAttribute('aria-expanded')) === 'false') await this.page.keyboard.press('ArrowRight');
      const before = await this.tree.getAttribute('aria-activedescendant');
      await this.page.keyboard.press('ArrowDown');
      if ((await this.tree.getAttribute('aria-activedescendant')) === before) break;
    }
    await this.page.keyboard.press('Home');
    // The list is scrolled in the next frame, and has its lines in the one after.
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
    return this.tree.getByRole('treeitem').allInnerTexts();
  }

  /** Adds one from the palette, inside what is selected. */
  async add(name) {
    await this.page.getByRole('button', { name: `Add ${name}`, exact: true }).click();
  }

  /** Adds one from the palette's menu of all kinds. */
  async addFromAll(kind) {
    await this.page.getByRole('button', { name: 'All kinds of records' }).click();
    await this.page.getByRole('menuitem', { name: kind, exact: true }).click();
  }

  /** Types a value into a field of the inspector. */
  async type(field, value) {
    const input = this.inspector.getByLabel(field, { exact: true });
    await input.fill(value);
    await input.press('Enter');
  }

  /** Chooses what a field of the inspector refers to. */
  async choose(field, label) {
    const select = this.inspector.getByLabel(field, { exact: true });
    await select.focus();
    await select.selectOption({ label });
  }

  async turnOn(field) {
    await this.inspector.getByRole('switch', { name: field }).check();
  }

  /** The problems with this code, once there are some and the checks have caught up. */
  async problemsOf(code) {
    await expect(this.problem(code).first()).toBeVisible();
    await expect(this.page.getByText('Checking…')).toBeHidden();
    return this.problem(code).allInnerTexts();
  }

  /** Runs a command of the command palette. */
  async command(label) {
    await this.page.keyboard.press('Control+k');
    await this.page.getByRole('combobox', { name: 'Search commands and records' }).fill(label);
    await this.page.getByRole('option', { name: label }).first().click();
  }

  async template(title) {
    await this.command('Templates and recent designs');
    await this.page.getByRole('dialog').getByRole('button', { name: title }).click();
    await expect(this.page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue(title);
  }

  async undoAll() {
    return this.#press('Undo');
  }

  async redoAll() {
    return this.#press('Redo');
  }

  async #press(name) {
    const button = this.page.getByRole('button', { name, exact: true });
    let steps = 0;
    while (await button.isEnabled()) {
      await button.click();
      steps += 1;
    }
    return steps;
  }

  /** The text of an export, as it is previewed. */
  async exported(title) {
    await this.page.getByRole('button', { name: 'Export', exact: true }).click();
    await this.page.getByRole('tab', { name: title }).click();
    await expect(this.dialog.locator('[aria-busy=false]')).toBeVisible();
    const text = await this.page.getByRole('region', { name: 'Preview' }).innerText();
    await this.page.keyboard.press('Escape');
    return text;
  }

  /** Waits until the design is in the browser's storage. */
  async saved() {
    await expect(this.page.getByText('Kept in this browser')).toBeVisible();
  }

  /** Drops a file on the window. */
  async drop(name, text) {
    await this.dropFiles({ [name]: text });
  }

  /** Drops files on the window: texts or bytes by their names. */
  async dropFiles(files) {
    const given = Object.entries(files).map(([name, contents]) => [name, Buffer.from(contents).toString('base64')]);
    const transfer = await this.page.evaluateHandle((given) => {
      const data = new DataTransfer();
      for (const [name, contents] of given) {
        const bytes = Uint8Array.from(atob(contents), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: name.endsWith('.zip') ? 'application/zip' : 'application/json' }));
      }
      return data;
    }, given);
    await this.page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  }

  /** From now on the button that gives up an opening is pressed as soon as it is shown: `globalThis.cancelled` says so. */
  async pressCancelOnceShown() {
    await this.page.evaluate(() => {
      globalThis.cancelled = new Promise((done) => {
        new MutationObserver((_, observer) => {
          const button = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Cancel');
          if (!button) return;
          observer.disconnect();
          button.click();
          done(true);
        }).observe(document.body, { childList: true, subtree: true });
      });
    });
  }
}
