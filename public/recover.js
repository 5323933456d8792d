// The recovery page: reads what autosave wrote without any wasm, for when the app itself can't start.
(() => {
  "use strict";

  const list = document.getElementById("designs");
  const status = document.getElementById("status");

  // What the commands of the entries do, on the JSON of a file.
  function replay(text, lists, entries) {
    const file = JSON.parse(text);
    const rows = (id) => (file[lists[id.slice(0, id.lastIndexOf("-"))]] ??= []);
    const verbs = {
      insert: ({ record }) => rows(record.id).push(record),
      set: ({ id, field, value }) => {
        const record = rows(id).find((row) => row.id === id);
        if (record) record[field] = value;
      },
      delete: ({ ids }) => {
        for (const id of ids) {
          const found = rows(id).findIndex((row) => row.id === id);
          if (found >= 0) rows(id).splice(found, 1);
        }
      },
      place: ({ box, rect }) => {
        file.layout ??= {};
        if (rect) file.layout[box] = rect;
        else delete file.layout[box];
      },
      describe: ({ name, description }) => Object.assign(file, { name, description }),
      mark: ({ lab }) => {
        if (lab) file.lab = lab;
        else delete file.lab;
      },
    };
    for (const entry of entries) {
      try {
        for (const command of JSON.parse(entry)) verbs[command.verb](command);
      } catch {
        break; // a torn entry: what came before it is whole
      }
    }
    return JSON.stringify(file, null, 2);
  }

  async function download(key) {
    const { name, text, lists, entries } = JSON.parse(await netwrightStore.read(key));
    const blob = new Blob([replay(text, lists, entries)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${(name || "design").replace(/[^\w.-]+/g, "-").toLowerCase()}.netwright.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function row({ key, name, changed }) {
    const item = document.createElement("li");
    const title = document.createElement("strong");
    title.textContent = name || "Untitled design";
    const when = document.createElement("span");
    when.textContent = `changed ${new Date(changed).toLocaleString()}`;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Download";
    button.setAttribute("aria-label", `Download ${title.textContent}`);
    button.addEventListener("click", () => {
      download(key).catch((error) => (status.textContent = `This design could not be read: ${error.message}`));
    });
    item.append(title, when, button);
    return item;
  }

  netwrightStore.list().then(
    (text) => {
      const designs = JSON.parse(text);
      list.replaceChildren(...designs.map(row));
      status.textContent = designs.length ? "" : "Nothing is stored in this browser.";
    },
    (error) => (status.textContent = `The browser's storage could not be read: ${error.message}`),
  );
})();
