// The engine, in a worker: checks, plans and prints what the page shows. Fetched when the page is there.
import init from './netwright-engine.js';

try {
  await init();
} catch (problem) {
  // A promise that fails tells the page nothing; an error does.
  setTimeout(() => {
    throw problem;
  });
}
