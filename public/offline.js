// Registers the service worker, so that a second visit needs no network. A page opened from a file, or in a browser
// without service workers, works as well: only not offline.
if ('serviceWorker' in navigator && location.protocol.startsWith('http')) {
  addEventListener('load', () => {
    navigator.serviceWorker.register('service-worker.js').catch((problem) => {
      console.info('Netwright will not be kept for use offline:', problem.message);
    });
  });
}
