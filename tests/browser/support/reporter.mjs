// One line a journey with its time, the reason of each failure, and the totals alone on the last line. What failed and is
// tried again says so, with its reason: a journey that needs that often is wrong, or has found a race.

export default class Reporter {
  #passed = 0;
  #failed = 0;

  printsToStdio() {
    return true;
  }

  onTestEnd(test, result) {
    const title = test.titlePath().slice(3).join(' > ');
    const seconds = (result.duration / 1000).toFixed(1).padStart(6);
    if (result.status === 'skipped') {
      const reason = test.annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given';
      console.log(`SKIPPED: ${title}: ${reason}`);
      return;
    }
    const ok = result.status === test.expectedStatus;
    const isLast = ok || result.retry >= test.retries;
    if (ok) this.#passed += 1;
    else if (isLast) this.#failed += 1;
    console.log(`${ok ? 'ok     ' : isLast ? 'FAILED ' : 'AGAIN  '} ${seconds} s  ${title}`);
    for (const { name, body } of result.attachments) {
      if (name === 'figure' && body) console.log(`         ${body}`);
    }
    if (ok) return;
    for (const error of result.errors) console.log(indent(error.stack ?? error.message ?? String(error.value)));
    for (const { name, path } of result.attachments) if (path) console.log(indent(`${name}: ${path}`));
  }

  onError(error) {
    this.#failed += 1;
    console.log(error.stack ?? error.message);
  }

  onEnd() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
  }
}

const indent = (text) => text.replace(/^/gm, '         ');
