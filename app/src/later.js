// The later part of the program: fetched when the first screen is drawn, or at once when something in it is called
// before. Of a build that was not split there is none. See docs/decisions/later-part.md.

let page; // what the first part exports
let underway; // the promise of the later part

const address = new URL("netwright-later.wasm", document.baseURI);
const isThere = () => !page.later || page.later.value === 1;

export function hold(exports) {
  page = exports;
}

// Whether a service worker answers for this page: then both parts are kept, and there may be no network for a request
// that is waited for, which no service worker hears of.
export function isKept() {
  return Boolean(navigator.serviceWorker?.controller);
}

// Called with `true` by the first part where it needs a function of the later one: returns when it is there, or throws.
export function fetchLater(now) {
  if (!now) {
    laterPart();
  } else if (!isThere()) {
    console.debug("Needed before it was there:", new Error("the later part").stack);
    try {
      put(new WebAssembly.Module(readNow()));
    } catch (problem) {
      globalThis.netwrightFiles?.crashed(`The rest of the program could not be fetched: ${problem.message}`);
      throw problem;
    }
  }
}

// Resolves when the part is there, and also where it can't be had: it is asked for again when it is called.
export async function laterPart() {
  if (isThere()) return;
  underway ??= compile()
    .then(put)
    .catch((problem) => {
      underway = undefined;
      console.info("The later part of Netwright is not here yet:", problem.message);
      addEventListener("online", laterPart, { once: true });
    });
  await underway;
}

async function compile() {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  const copy = answer.clone();
  // Some hosts serve it under another type.
  return WebAssembly.compileStreaming(answer).catch(async () => WebAssembly.compile(await copy.arrayBuffer()));
}

// Its functions take their places in the table. A part of another version doesn't fit: that throws.
function put(module) {
  if (isThere()) return;
  new WebAssembly.Instance(module, { page });
  page.later.value = 1;
}

function readNow() {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  // Bytes as characters: a request that is waited for can't ask for a buffer.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${request.status} for ${address}`);
  const text = request.responseText;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}
