// Numbers and times in words.

const number = new Intl.NumberFormat("en");
const one = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const count = (value) => number.format(value);
export const decimal = (value) => one.format(value);
export const percent = (value) => `${Math.round(value * 100)}%`;

/** "1 photo", "12 photos" */
export const plural = (value, word, words = `${word}s`) => `${count(value)} ${value === 1 ? word : words}`;

/** "1.2 MB" */
export function bytes(value) {
  if (value < 1000) {
    return `${value} B`;
  }
  return value < 1e6 ? `${Math.round(value / 1e3)} kB` : `${one.format(value / 1e6)} MB`;
}

/** A probability that may be very small: "2.1%", "0.003%" */
export function probability(value) {
  const share = value * 100;
  return share >= 10 ? `${Math.round(share)}%` : `${Number(share.toPrecision(2))}%`;
}

export function confidence(value) {
  return value == null || value < 0 ? "confidence not known" : `${percent(value)} sure`;
}

export function since(time, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - new Date(time).getTime()) / 1000));
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.round(seconds / 3600)} h ago`;
  return new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
}

/** What a file's name says without its ending and dashes, for those who have nothing else to read. */
export const readable = (id) => id.split("/").pop();
