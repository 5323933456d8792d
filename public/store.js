// Autosave's storage: one database, shared by the app, its worker and the recovery page, which has no wasm.
// A design is a checkpoint (the text of a whole file, or that file where it is large) and the entries since (lists of
// commands). Its head stands apart, so that neither a list of all designs nor an entry touches a checkpoint.
(() => {
  "use strict";

  const HEADS = "heads";
  const DESIGNS = "designs";
  const ENTRIES = "entries";

  // What is larger is kept as a file: a page hands it on without reading it.
  const LARGE_BYTES = 256 * 1024;

  let opening;

  function database() {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("netwright", 2);
      request.onupgradeneeded = ({ oldVersion }) => {
        const heads = request.result.createObjectStore(HEADS, { keyPath: "key" });
        if (oldVersion < 1) {
          request.result.createObjectStore(DESIGNS, { keyPath: "key" });
          request.result.createObjectStore(ENTRIES, { keyPath: ["key", "number"] });
          return;
        }
        // Version 1 kept the head with the checkpoint.
        request.transaction.objectStore(DESIGNS).openCursor().onsuccess = ({ target }) => {
          if (!target.result) return;
          const { key, name, changed } = target.result.value;
          heads.put({ key, name, changed });
          target.result.continue();
        };
      };
      request.onsuccess = () => {
        // A newer version of the app in another tab may need to change the database.
        request.result.onversionchange = () => {
          request.result.close();
          opening = undefined;
        };
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("another tab holds an older database open"));
    }).catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  // Runs `work` in one transaction and resolves when it is on disk, with what `work` returned.
  async function transaction(mode, work) {
    const open = await database();
    return new Promise((resolve, reject) => {
      const running = open.transaction([HEADS, DESIGNS, ENTRIES], mode, { durability: "strict" });
      const [heads, designs, entries] = [HEADS, DESIGNS, ENTRIES].map((name) => running.objectStore(name));
      const result = work({ heads, designs, entries });
      running.oncomplete = () => resolve(result?.value);
      running.onerror = () => reject(running.error);
      running.onabort = () => reject(running.error ?? new Error("the browser refused to save"));
    });
  }

  function into(request) {
    const result = {};
    request.onsuccess = () => (result.value = request.result);
    return result;
  }

  const all = (key) => IDBKeyRange.bound([key, 0], [key, Infinity]);

  const textOf = async (text) => (typeof text === "string" ? text : await text.text());

  // One design as it is kept, or nothing.
  async function stored(key) {
    const found = await transaction("readonly", ({ heads, designs, entries }) => {
      const found = { head: into(heads.get(key)), design: into(designs.get(key)), entries: into(entries.getAll(all(key))) };
      return { value: found };
    });
    if (!found.design.value) return undefined;
    const entries = found.entries.value.map((entry) => entry.text);
    return { ...found.design.value, name: found.head.value?.name ?? "", entries };
  }

  // Web Locks are held by a promise that is settled on release.
  const releases = new Map();

  globalThis.netwrightStore = {
    // The whole file; all entries before it go.
    checkpoint(key, name, text, lists) {
      const kept = typeof text === "string" && text.length > LARGE_BYTES ? new Blob([text]) : text;
      return transaction("readwrite", ({ heads, designs, entries }) => {
        heads.put({ key, name, changed: Date.now() });
        designs.put({ key, text: kept, lists: JSON.parse(lists) });
        entries.delete(all(key));
      });
    },

    // The commands since the last entry.
    append(key, name, number, text) {
      return transaction("readwrite", ({ heads, entries }) => {
        entries.put({ key, number, text });
        const found = heads.get(key);
        found.onsuccess = () => {
          if (found.result) heads.put({ key, name, changed: Date.now() });
        };
      });
    },

    // Every design, the last changed first: a JSON list of {key, name, changed}.
    async list() {
      const heads = await transaction("readonly", ({ heads }) => into(heads.getAll()));
      return JSON.stringify(heads.sort((a, b) => b.changed - a.changed));
    },

    // One design: JSON of {name, text, lists, entries}, or nothing.
    async read(key) {
      const found = await stored(key);
      if (!found) return undefined;
      const { name, text, lists, entries } = found;
      return JSON.stringify({ name, text: await textOf(text), lists, entries });
    },

    // The same for the app: the text, or the file where that is large, then the entries.
    async parts(key) {
      const found = await stored(key);
      if (!found) return undefined;
      const file = typeof found.text === "string" ? new Blob([found.text]) : found.text;
      return [file.size > LARGE_BYTES ? file : await file.text(), ...found.entries];
    },

    remove(key) {
      return transaction("readwrite", ({ heads, designs, entries }) => {
        heads.delete(key);
        designs.delete(key);
        entries.delete(all(key));
      });
    },

    // Whether this tab now has the design to itself; it keeps it until release() or the tab's end.
    lock(key) {
      if (!navigator.locks || releases.has(key)) return Promise.resolve(true);
      return new Promise((resolve) => {
        navigator.locks
          .request(`netwright:${key}`, { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            return lock && new Promise((release) => releases.set(key, release));
          })
          .catch(() => resolve(true));
      });
    },

    release(key) {
      releases.get(key)?.();
      releases.delete(key);
    },
  };
})();
