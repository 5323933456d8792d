// What the app costs on an estate: from a person's input to the painted frame and to the findings, and the longest task of
// the page meanwhile. Everything is done by mouse and keyboard on the optimised bundle; tasks come from Chromium's trace.

import { expect } from '@playwright/test';

import { App } from './app.mjs';

/** Tasks of the page are read from these events of the trace. */
const TRACED = ['disabled-by-default-devtools.timeline'];
const LONG_MS = 240_000;
const TEMPLATE = 'Transit gateway isolation failure';

/** Figures of one estate: `{vpcs, start, actions: {name: {frame, near, all, longest_task_ms}}}`, times in milliseconds. */
export async function appFigures(browser, url, estate, ids, edits) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.addInitScript(watch);
  const tracing = await browser.newBrowserCDPSession();
  const app = new App(page, url);
  const actions = {};

  /** Arms the watch, acts, and waits for what is expected; repeated, with the spread of the times. */
  const measure = async (name, times, act, { prepare, findings = true, opens = false } = {}) => {
    const runs = [];
    let longest = NO_TASK;
    for (let time = 0; time < times; time += 1) {
      await prepare?.(time);
      await quiet(page);
      const tasks = await traceTasks(tracing);
      await page.evaluate((given) => globalThis.watched.arm(given), opens);
      await act(time);
      await page.waitForFunction((all) => globalThis.watched.isDone(all), findings, { polling: 100, timeout: LONG_MS });
      await quiet(page);
      runs.push(await page.evaluate(() => globalThis.watched.times()));
      longest = longer(longest, await tasks());
    }
    const column = (key) => spread(runs.map((run) => run[key]).filter((value) => value !== null));
    actions[name] = { times, frame: column('frame'), near: column('near'), all: column('all'), ...longest };
  };

  const started = await traceTasks(tracing);
  await page.goto(url);
  await app.ready();
  const canvas = await page.evaluate(() => globalThis.watched.firstCanvas());
  const start = { canvas_ms: canvas, ...(await started()) };
  await quiet(page);

  // A template, from the click on its card.
  await page.getByRole('button', { name: 'Templates', exact: true }).click();
  const card = page.getByRole('dialog').getByRole('button', { name: TEMPLATE }).first();
  await card.waitFor();
  await measure('open a template', 1, () => card.click(), { findings: false, opens: true });

  // The estate as a dropped file, then after a reload.
  const file = await page.evaluateHandle(async (address) => {
    const data = new DataTransfer();
    const text = await (await fetch(address)).arrayBuffer();
    data.items.add(new File([text], 'estate.json', { type: 'application/json' }));
    return data;
  }, estate);
  await measure('open the file', 1, () => page.dispatchEvent('main', 'drop', { dataTransfer: file }), { opens: true });
  await expect(page.getByText('Kept in this browser')).toBeVisible({ timeout: LONG_MS });
  await quiet(page);
  const again = await traceTasks(tracing);
  await page.reload();
  await page.waitForFunction(() => globalThis.watched.shown() !== null, null, { polling: 50, timeout: LONG_MS });
  const shown = await page.evaluate(() => globalThis.watched.shown());
  await page.waitForFunction(() => globalThis.watched.settled() !== null, null, { polling: 100, timeout: LONG_MS });
  const settled = await page.evaluate(() => globalThis.watched.settled());
  await quiet(page);
  actions['reload'] = { times: 1, frame: spread([shown]), near: spread([]), all: spread([settled]), ...(await again()) };

  const goTo = async ({ id, words }) => {
    await page.keyboard.press('Control+k');
    const search = page.getByRole('combobox', { name: 'Search commands and records' });
    await search.fill(words);
    await page.getByRole('option', { name: `(${id})` }).first().click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  const press = (keys) => page.keyboard.press(keys);
  const vpc = (time) => ids.vpcs[time % ids.vpcs.length];

  await measure('rename a VPC', edits, () => press('Enter'), {
    prepare: async (time) => {
      await goTo(vpc(time));
      await press('Control+1');
      await press('F2');
      await expect(app.tree.getByRole('textbox')).toBeFocused();
      await page.keyboard.type(`renamed-${time}`);
    },
  });
  await measure('undo', edits, () => press('Control+z'));
  await measure('redo', edits, () => press('Control+Shift+z'));
  await measure('undo again', edits, () => press('Control+z'));
  const type = async (label, value) => {
    await app.inspector.getByLabel(label, { exact: true }).first().fill(value);
    await press('Enter');
  };
  await measure('change a CIDR block', edits, (time) => type('CIDR blocks 1', `100.${64 + time}.0.0/20`), {
    prepare: (time) => goTo(vpc(time)),
  });
  await measure('change a route', edits, (time) => type('Destination', `198.51.${100 + time}.0/24`), {
    prepare: (time) => goTo(ids.routes[time % ids.routes.length]),
  });
  await measure('add a VPC', edits, () => page.getByRole('button', { name: 'Add VPC', exact: true }).click());
  await measure('move a VPC', edits, () => page.mouse.up(), {
    prepare: async (time) => {
      await goTo(vpc(time));
      await press('Control+2');
      await quiet(page);
      const box = page.locator(`[data-entity="${vpc(time).id}"]`);
      const { x, y } = await box.boundingBox();
      await page.mouse.move(x + 90, y + 14);
      await page.mouse.down();
      await page.mouse.move(x + 120, y + 44, { steps: 4 });
      await page.mouse.move(x + 140, y + 64, { steps: 4 });
    },
  });
  await measure('delete a hub', 1, () => press('Delete'), {
    prepare: async () => {
      await goTo(ids.hub);
      await press('Control+1');
    },
  });
  await measure('undo that', 1, () => press('Control+z'));
  await context.close();
  return { vpcs: ids.count, start, actions };
}

/** Records to edit, spread over an estate: `edits` VPCs and routes, and its largest hub. */
export function idsOf(estate, edits) {
  // A search for the name, or else the number, of a record.
  const found = ({ id, name }) => ({ id, words: name ?? id });
  const spaced = (rows) => Array.from({ length: edits }, (_, at) => found(rows[Math.floor(((at + 0.5) * rows.length) / edits)]));
  const attached = new Map();
  for (const { transit_gateway: hub } of estate.tgw_attachments) attached.set(hub, (attached.get(hub) ?? 0) + 1);
  const [[hub]] = [...attached].toSorted((a, b) => b[1] - a[1]);
  const largest = estate.transit_gateways.find(({ id }) => id === hub);
  // The last part of the routes: no number there begins another.
  const routes = estate.routes.slice(-Math.floor(estate.routes.length / 5));
  return { count: estate.vpcs.length, vpcs: spaced(estate.vpcs), routes: spaced(routes), hub: found(largest) };
}

/** Resolves when the checks have caught up and nothing more is being saved. */
async function quiet(page) {
  await expect(page.getByText('Checking…')).toBeHidden({ timeout: LONG_MS });
  await page.waitForTimeout(400);
  await expect(page.getByText('Checking…')).toBeHidden({ timeout: LONG_MS });
}

/** Begins a trace; the function returned ends it and says how long the longest task of a page's main thread took. */
async function traceTasks(session) {
  const events = [];
  const collect = ({ value }) => events.push(...value.filter(({ name }) => name === 'RunTask' || name === 'thread_name'));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: TRACED } });
  return async () => {
    const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
    await session.send('Tracing.end');
    await complete;
    session.off('Tracing.dataCollected', collect);
    const thread = ({ pid, tid }) => `${pid} ${tid}`;
    const named = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
    const pages = new Set(named.map(thread));
    const tasks = events.filter((event) => event.name === 'RunTask' && event.ph === 'X' && pages.has(thread(event)));
    const times = ({ dur = 0, tdur = 0 }) => ({ longest_task_ms: dur / 1000, longest_task_cpu_ms: tdur / 1000 });
    return tasks.map(times).reduce(longer, NO_TASK);
  };
}

const NO_TASK = { longest_task_ms: 0, longest_task_cpu_ms: 0 };

/** The longest of both by the clock, and by what the thread worked: others may have kept it waiting. */
function longer(one, other) {
  return Object.fromEntries(Object.entries(one).map(([key, value]) => [key, Math.max(value, other[key])]));
}

/** Runs in the page before the app does: when input came, when the next frame was painted, what the engine answered. */
function watch() {
  const painted = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  });
  let armed = null;
  let lastSettled = null;
  const input = (event) => {
    if (!armed || armed.begun !== null) return;
    armed.begun = event.timeStamp;
    // The frame that shows what the input did: that of a click which opens something is the one that shows it.
    painted((now) => (armed.frame ??= armed.opens ? null : now));
  };
  for (const type of ['keydown', 'input', 'click', 'pointerup', 'drop']) addEventListener(type, input, { capture: true });

  const size = () => document.querySelector('.frame-status span:last-child')?.textContent ?? '';
  const NativeWorker = globalThis.Worker;
  globalThis.Worker = class extends NativeWorker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') return;
        const answer = /^\{"session":\d+,"revision":(\d+)/.exec(data.slice(0, 80));
        const end = /"last":true,"settled":(true|false)\}$/.exec(data.slice(-60));
        if (!answer || !end) return;
        const revision = Number(answer[1]);
        const run = armed;
        painted((now) => {
          if (end[1] === 'true') lastSettled = now;
          if (!run || run.sent === null || revision < run.sent) return;
          run.near ??= now;
          if (end[1] === 'true') run.all ??= now;
        });
      });
    }

    postMessage(message, ...given) {
      const edit = typeof message === 'string' && /^\{"(?:edit|opened|adopt)":(\d+)/.exec(message.slice(0, 40));
      if (edit && armed && armed.begun !== null) armed.sent ??= Number(edit[1]);
      super.postMessage(message, ...given);
    }
  };
  let firstCanvas = null;
  let shown = null;
  const poll = () => {
    if (firstCanvas === null && document.querySelector('canvas.canvas-paint')) painted((now) => (firstCanvas ??= now));
    if (shown === null && /VPC/.test(size())) painted((now) => (shown ??= now));
    if (armed?.opens && armed.begun !== null && armed.frame === null && size() !== armed.before && /VPC/.test(size())) {
      painted((now) => (armed.frame ??= now));
    }
    requestAnimationFrame(poll);
  };
  requestAnimationFrame(poll);
  globalThis.watched = {
    arm(opens) {
      armed = { begun: null, frame: null, sent: null, near: null, all: null, opens, before: size() };
    },
    isDone(findings) {
      return armed.frame !== null && (findings === false || armed.all !== null);
    },
    times() {
      const since = (moment) => (moment === null ? null : moment - armed.begun);
      return { frame: since(armed.frame), near: since(armed.near), all: since(armed.all) };
    },
    firstCanvas: () => firstCanvas,
    shown: () => shown,
    settled: () => lastSettled,
  };
}

/** Median, 95th percentile and greatest. */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (percent) => sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? null;
  return { p50: at(50), p95: at(95), max: sorted.at(-1) ?? null };
}
