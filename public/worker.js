// The worker that checks large designs: the same program as the page, which finds no window here and listens instead.
import init from './netwright-app.js';

await init();
