// The app as a page object: what a person can find and do, by role and name, never by markup.

import { expect } from '@playwright/test';

export class App {
  constructor(page, url) {
    this.page = page;
    this.url = url;
  }

  /** Opens the app and waits until it can be used. */
  async open(fragment = '') {
    await this.page.goto(this.url + fragment);
    await this.ready();
  }

  /** Waits until the app has drawn itself. */
  async ready() {
    await expect(this.page.getByRole('main')).toBeVisible();
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
}
