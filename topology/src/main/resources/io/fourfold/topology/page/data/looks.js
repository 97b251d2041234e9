// Photos that are looked at without being stored: they stay in this page.

const files = new Map();
let next = 1;

export const looks = {
  /** Keeps a file; its id is good for an address as long as this page is open. */
  add(file) {
    const id = `${next++}-${file.name || "pasted"}`;
    files.set(id, { file, name: file.name || "pasted photo", url: URL.createObjectURL(file) });
    return id;
  },

  /** {file, name, url}, or undefined in another page. */
  of: (id) => files.get(id),
};
