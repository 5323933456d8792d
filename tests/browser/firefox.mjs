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
  const ready = () => page.waitForSelector('::-p-aria([name="Search and commands"][role="button"])');
  const holds = async (text) => (await page.evaluate(() => document.body.innerText)).includes(text);
  const until = async (what, condition) => {
    const deadline = Date.now() + 20_000;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`waited 20 s for: ${what}`);
      await new Promise((later) => setTimeout(later, 100));
    }
    passed += 1;
    console.log(`ok: ${what}`);
  };

  await (await ready()).click();
  await page.keyboard.type('template');
  await page.keyboard.press('Enter');
  await (await page.waitForSelector('::-p-text(Transit gateway isolation failure)')).click();
  await until('the isolation failure is found', () => holds('ISO101'));

  const list = await page.waitForSelector('::-p-aria([name="Problems"][role="listbox"])');
  await list.focus();
  await page.keyboard.press('Home');
  await (await page.waitForSelector('.problem-detail .fix-button')).click();
  await until('the fix takes it away', async () => !(await holds('ISO101')));
  await until('it is kept', () => holds('Kept in this browser'));

  await page.reload();
  await ready();
  const name = () => page.$eval('[aria-label="Name of the design"]', (input) => input.value);
  await until('the design is there after a reload', async () => (await name()) === 'Transit gateway isolation failure');
  await until('with all it held', () => holds('3 VPCs, 12 subnets'));
  await until('and it is still fixed', async () => !(await holds('ISO101')));
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
