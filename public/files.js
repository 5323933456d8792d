// Files as the browser gives them: opened by a picker, saved in place where it can, downloaded elsewhere.
(() => {
  "use strict";

  const LARGEST_FILE_BYTES = 256 * 1024 * 1024;
  const LARGE_BYTES = 256 * 1024;
  const TYPES = [{ description: "Netwright design", accept: { "application/json": [".json"] } }];
  const OPENED = [
    { description: "Design, address plan, notation or output of AWS", accept: { "application/json": [".json"], "text/csv": [".csv"], "text/plain": [".notation", ".txt"], "application/zip": [".zip"] } },
  ];

  // Only a design's own file is saved in place: an import is saved to a new one.
  const own = (handle) => (handle?.name.endsWith(".json") ? handle : undefined);

  // Where the design was opened from or saved to, and what was picked but not taken yet.
  let current;
  let picked;

  // Name and text; the file itself where it is large or of wide letters, as Windows shells write them: the page hands
  // that on without reading it. An archive is a list of one.
  async function read(file) {
    if (file.size > LARGEST_FILE_BYTES) throw new Error(`${file.name} is larger than 256 MB`);
    const start = file.slice(0, 256);
    const [first, second] = new Uint8Array(await start.arrayBuffer());
    if (first === 0x50 && second === 0x4b) return [file.name, [file.name, file]];
    const isWide = first + second === 0x1fd;
    if (isWide || (file.size > LARGE_BYTES && /^\s*[[{]/.test(await start.text()))) return [file.name, file];
    return [file.name, await file.text()];
  }

  // Several files or folders: a name for all, and a list of their names and contents in turn.
  const many = (how, files) => import("./gather.js").then((gather) => gather[how](files));

  const cancelled = (error) => error.name === "AbortError";

  globalThis.netwrightFiles = {
    // Name and contents, or undefined where nobody picked one.
    async open(accept) {
      picked = undefined;
      if (globalThis.showOpenFilePicker && accept.startsWith(".json")) {
        try {
          const handles = await showOpenFilePicker({ types: OPENED, multiple: true });
          if (handles.length === 1) picked = own(handles[0]);
          return await this.chosen(await Promise.all(handles.map((handle) => handle.getFile())));
        } catch (error) {
          if (cancelled(error)) return undefined;
          throw error;
        }
      }
      return new Promise((resolve, reject) => {
        const input = document.createElement("input");
        input.type = "file";
        input.accept = accept;
        input.multiple = true;
        input.addEventListener("cancel", () => resolve(undefined));
        input.addEventListener("change", () => this.chosen(input.files).then(resolve, reject));
        input.click();
      });
    },

    // The same of files that were chosen already, or of a folder with all that is in it.
    async chosen(files) {
      files = [...files];
      if (files.length === 0) return undefined;
      return files.length > 1 || files[0].webkitRelativePath ? many("listed", files) : read(files[0]);
    },

    // What a drop carries: name and contents, or undefined. It carries them no longer than the event lasts, so that all is
    // asked for at once.
    async dropped(transfer) {
      const [file] = transfer.files;
      const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const handle = transfer.items[0]?.getAsFileSystemHandle?.();
      picked = undefined;
      if (entries.length > 1 || entries[0]?.isDirectory) return many("walked", entries);
      if (transfer.files.length !== 1) return this.chosen(transfer.files);
      const contents = await read(file);
      picked = own(await handle?.catch(() => undefined));
      return contents;
    },

    // The design in hand is the one that was picked.
    take() {
      current = picked;
      picked = undefined;
    },

    // The design in hand has no file: what was picked, if anything, was the source of an import.
    forget() {
      current = undefined;
      picked = undefined;
    },

    // The name of the file it was saved to, or undefined where nobody picked one.
    async save(name, text) {
      try {
        if (!globalThis.showSaveFilePicker) {
          this.download(name, text, "application/json");
          return name;
        }
        current ??= await showSaveFilePicker({ suggestedName: name, types: TYPES });
        const stream = await current.createWritable();
        await stream.write(text);
        await stream.close();
        return current.name;
      } catch (error) {
        if (cancelled(error)) return undefined;
        current = undefined;
        throw error;
      }
    },

    download(name, text, type) {
      const address = URL.createObjectURL(new Blob([text], { type }));
      const link = document.createElement("a");
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    },

    copy(text) {
      return navigator.clipboard.writeText(text);
    },

    pasted() {
      return navigator.clipboard.readText();
    },

    // The program has stopped and can't be asked for anything any more: this is the page's own doing.
    crashed(message) {
      console.error(message);
      if (document.getElementById("crashed")) return;
      const box = document.createElement("dialog");
      box.id = "crashed";
      box.className = "dialog crash";
      const say = (tag, text) => {
        const element = document.createElement(tag);
        element.textContent = text;
        box.append(element);
        return element;
      };
      say("h2", "Netwright has stopped").id = "crashed-title";
      box.setAttribute("aria-labelledby", "crashed-title");
      say("p", "A fault in the program. What you have drawn is in this browser's storage, up to the last moment.");
      const recover = say("a", "Download your designs");
      recover.href = "recover.html";
      const again = say("a", "Open Netwright again");
      again.href = "./";
      say("pre", message);
      document.body.append(box);
      box.showModal();
    },

    // An address under which an image can show a picture, for as long as the address is kept.
    address(svg) {
      return `data:image/svg+xml,${encodeURIComponent(svg)}`;
    },

    // Prints the drawing alone, fitted to the page: as the picture it would be saved as, not as the screen shows it.
    print(svg) {
      const sheet = document.createElement("div");
      sheet.id = "paper";
      const picture = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
      picture.removeAttribute("width");
      picture.removeAttribute("height");
      sheet.append(document.importNode(picture, true));
      document.body.append(sheet);
      try {
        globalThis.print();
      } finally {
        sheet.remove();
      }
    },

    // Puts a picture on the clipboard; `svg` is drawn at twice its size, as far as a canvas can hold it.
    async copyPicture(svg, width, height) {
      const scale = Math.min(2, 8192 / width, 8192 / height);
      const picture = new Image();
      picture.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      try {
        await picture.decode();
        const canvas = document.createElement("canvas");
        canvas.width = Math.ceil(width * scale);
        canvas.height = Math.ceil(height * scale);
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        const png = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
        await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
      } finally {
        URL.revokeObjectURL(picture.src);
      }
    },
  };
})();
