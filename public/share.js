// A design in a link: compressed by the browser, in letters that a URL fragment may hold.
(() => {
  "use strict";

  // A link is text from anywhere: what unpacks to more than this is no design.
  const LARGEST_TEXT_BYTES = 64 * 1024 * 1024;

  async function pass(bytes, through) {
    const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
    const parts = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > LARGEST_TEXT_BYTES) {
        await reader.cancel();
        throw new Error("the link unpacks to more than 64 MB");
      }
      parts.push(value);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  globalThis.netwrightShare = {
    async pack(text) {
      const bytes = await pass(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
      let letters = "";
      for (let at = 0; at < bytes.length; at += 0x8000) {
        letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
      }
      return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    },

    async unpack(packed) {
      const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
      const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
      const text = await pass(bytes, new DecompressionStream("deflate-raw"));
      return new TextDecoder("utf-8", { fatal: true }).decode(text);
    },
  };
})();
