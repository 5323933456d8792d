// Autosave's storage: one database, shared by the app, its worker and the recovery page, which has no wasm.
// A design is a checkpoint (the text of a whole file) and the entries since (lists of commands).
(() => {
  "use strict";

  const DESIGNS = "designs";
  const ENTRIES = "entries";

  let opening;

  function database() {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("netwright", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(DESIGNS, { keyPath: "key" });
        request.result.createObjectStore(ENTRIES, { keyPath: ["key", "number"] });
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
      const running = open.transaction([DESIGNS, ENTRIES], mode, { durability: "strict" });
      const result = work(running.objectStore(DESIGNS), running.objectStore(ENTRIES));
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

  // Web Locks are held by a promise that is settled on release.
  const releases = new Map();

  globalThis.netwrightStore = {
    // The whole file; all entries before it go.
    checkpoint(key, name, text, lists) {
      return transaction("readwrite", (designs, entries) => {
        designs.put({ key, name, text, lists: JSON.parse(lists), changed: Date.now() });
        entries.delete(all(key));
      });
    },

    // The commands since the last entry.
    append(key, name, number, text) {
      return transaction("readwrite", (designs, entries) => {
        entries.put({ key, number, text });
        const found = designs.get(key);
        found.onsuccess = () => {
          if (found.result) designs.put({ ...found.result, name, changed: Date.now() });
        };
      });
    },

    // Every design, the last changed first: a JSON list of {key, name, changed}.
    async list() {
      const designs = await transaction("readonly", (designs) => into(designs.getAll()));
      designs.sort((a, b) => b.changed - a.changed);
      return JSON.stringify(designs.map(({ key, name, changed }) => ({ key, name, changed })));
    },

    // One design: JSON of {name, text, lists, entries}, or nothing.
    async read(key) {
      const result = await transaction("readonly", (designs, entries) => {
        const found = { design: into(designs.get(key)), entries: into(entries.getAll(all(key))) };
        return { get value() { return found; } };
      });
      if (!result.design.value) return undefined;
      const { name, text, lists } = result.design.value;
      const entries = result.entries.value.map((entry) => entry.text);
      return JSON.stringify({ name, text, lists, entries });
    },

    remove(key) {
      return transaction("readwrite", (designs, entries) => {
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
