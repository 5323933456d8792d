// A first visit: the page stands by itself, keeps to its origin and its policy, and works without a network next time.

import { expect, test } from '../support/journey.mjs';

test('the page opens', async ({ app, page }) => {
  await app.open();
  await expect(page).toHaveTitle(/Netwright/);
});

test('it opens again without a network', async ({ app, context, page }) => {
  await app.open();
  await app.keptForOffline();
  await context.setOffline(true);
  await page.reload();
  await app.ready();
});

test('the policy forbids inline scripts and other origins', async ({ app, guard, page }) => {
  guard.allow(/Content Security Policy|blocked by CSP|violates/);
  await app.open();
  const violated = await page.evaluate(async () => {
    const directives = [];
    document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'globalThis.smuggled = true';
    document.head.append(script);
    document.body.insertAdjacentHTML('beforeend', '<p style="color: inherit">styled</p>');
    await fetch('https://example.com/').catch(() => {});
    await new Promise((later) => setTimeout(later, 100));
    return directives.sort();
  });
  expect(violated).toEqual(['connect-src', 'script-src-elem', 'style-src-attr']);
});

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing in the ${theme} theme`, async ({ app, axe, page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await app.open();
    await axe();
  });
}
