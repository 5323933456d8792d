// One journey in Firefox, by WebDriver BiDi: a template is opened, its finding found and fixed, and found again after
// a reload. `NETWRIGHT_FIREFOX` names the browser. Ends with a line of totals.

import puppeteer from 'puppeteer-core';

import serveDist from './support/serve-dist.mjs';

const stop = await serveDist();
let [passed, failed] = [0, 0];
const browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.NETWRIGHT_FIREFOX, headless: true });
try {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.setDefaultTimeout(20_000);
  await page.setViewport({ width: 1440, height: 900 });

  await page.goto(process.env.NETWRIGHT_URL);
  // Everything is asked by `evaluate`: the page's policy forbids what the driver's own waiting would inject.
  const holds = (text) => page.evaluate((text) => document.body.innerText.includes(text), text);
  const name = () => page.evaluate(() => document.querySelector('[aria-label="Name of the design"]')?.value);
  const until = async (what, condition) => {
    const deadline = Date.now() + 20_000;
    let found;
    while (!(found = await condition())) {
      if (Date.now() > deadline) throw new Error(`waited 20 s for: ${what}`);
      await new Promise((later) => setTimeout(later, 100));
    }
    return found;
  };
  const see = async (what, condition) => {
    await until(what, condition);
    passed += 1;
    console.log(`ok: ${what}`);
  };
  // The middle of what `selector` names and holds `text`, once it is there.
  const click = async (selector, text = '') => {
    const middle = () =>
      page.evaluate(
        (selector, text) => {
          const found = [...document.querySelectorAll(selector)].find((element) => element.textContent.includes(text));
          const box = found?.getBoundingClientRect();
          return box && box.width > 0 ? [box.x + box.width / 2, box.y + box.height / 2] : null;
        },
        selector,
        text,
      );
    const [x, y] = await until(`${selector} ${text}`, middle);
    await page.mouse.click(x, y);
  };

  await click('button', 'Search and commands');
  await until('the command palette', () => page.evaluate(() => document.activeElement?.tagName === 'INPUT'));
  await page.keyboard.type('template');
  await page.keyboard.press('Enter');
  await click('button.template', 'Transit gateway isolation failure');
  await see('the isolation failure is found', () => holds('ISO101'));

  await click('[role="listbox"][aria-label="Problems"] [role="option"]', 'ISO101');
  await click('.problem-detail .fix-button');
  await see('the fix takes it away', async () => !(await holds('ISO101')));
  await see('it is kept', () => holds('Kept in this browser'));

  await page.reload();
  await see('the design is there after a reload', async () => (await name()) === 'Transit gateway isolation failure');
  await see('with all it held', () => holds('3 VPCs, 12 subnets'));
  await see('and it is still fixed', async () => !(await holds('ISO101')));
  if (problems.length) throw new Error(`errors on the page: ${problems.join('; ')}`);
} catch (error) {
  failed += 1;
  console.log(`Firefox: ${error.message}`);
} finally {
  await browser.close();
  await stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
