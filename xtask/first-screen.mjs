// What of a bundle the first screen does not need. `sizes.mjs` leaves it out of the sum, and the journey of a first visit
// sees whether that is so.

/** The engine: fetched by the page when it has been painted. */
export const ENGINE = [/^netwright-engine/, /^worker\.js$/];

/** The later part of the page: fetched before the engine. */
export const isLaterPart = (name) => name === 'netwright-later.wasm';

/** Fetched later, or by the service worker alone. */
export const LATER = [...ENGINE, /^netwright-later\.wasm$/, /^service-worker\.js$/, /^recover\./, /^gather\.js$/, /^samples\//, /^labs\//, /^facts\//, /\.map$/, /^NOTICE/, /^icons\/icon-\d/];

export const isEngine = (name) => ENGINE.some((pattern) => pattern.test(name));
export const isLater = (name) => LATER.some((pattern) => pattern.test(name));
