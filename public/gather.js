// Many files at once, as names and contents in turn: what a folder holds, or what was chosen together. Fetched when
// somebody has some. Names are those that the command line gives: with the folders that they stand in.

const MOST_FILES = 100_000;
const MOST_BYTES = 512 * 1024 * 1024;
const DEEPEST = 16;

// What systems and tools leave beside a person's files.
const isHidden = (name) => name.startsWith(".") || name === "__MACOSX";

class Found {
  #parts = [];
  #bytes = 0;

  get count() {
    return this.#parts.length / 2;
  }

  // A file that the browser refuses to give has no contents: whoever reads it says so by its name.
  add(path, file) {
    this.#bytes += file?.size ?? 0;
    this.#parts.push(path, file);
    if (this.count > MOST_FILES) throw new Error(`expected at most ${MOST_FILES} files; import fewer accounts or regions at a time`);
    if (this.#bytes > MOST_BYTES) throw new Error("expected at most 512 MiB together; import fewer accounts or regions at a time");
  }

  // The name of all of them, and the files.
  as(name) {
    if (this.count === 0) throw new Error(`there are no files in ${name}`);
    return [name, this.#parts];
  }
}

const called = (names, what) => (names.length === 1 ? names[0] : `${names.length} ${what}`);

// What was dropped, with all that is in its folders.
export async function walked(entries) {
  const found = new Found();
  const ask = (work) => new Promise(work);
  async function visit(entry, depth) {
    if (isHidden(entry.name)) return;
    if (entry.isFile) {
      found.add(entry.fullPath.replace(/^\//, ""), await ask((resolve, reject) => entry.file(resolve, reject)).catch(() => null));
    } else if (depth < DEEPEST) {
      const reader = entry.createReader();
      // A reader gives a hundred or so at a time, and none when it has no more.
      for (;;) {
        const some = await ask((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        for (const inner of some) await visit(inner, depth + 1);
      }
    }
  }
  for (const entry of entries) await visit(entry, 0);
  const what = entries.every((entry) => entry.isDirectory) ? "folders" : "files";
  return found.as(called(entries.map((entry) => entry.name), what));
}

// What was chosen in a dialog of the browser: files, or a folder with all that is in it.
export function listed(files) {
  const found = new Found();
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    if (!path.split("/").some(isHidden)) found.add(path, file);
  }
  const folder = files[0]?.webkitRelativePath?.split("/")[0];
  return found.as(folder || called(files.map((file) => file.name), "files"));
}
