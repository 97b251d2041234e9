// What screen readers hear: at most one message in two seconds, the newest.

const GAP_MS = 2000;
let region;
let waiting = null;
let last = 0;

export function announceIn(element) {
  region = element;
}

export function announce(text) {
  const wait = last + GAP_MS - performance.now();
  const scheduled = waiting !== null;
  waiting = text;
  if (!scheduled) {
    setTimeout(say, Math.max(0, wait));
  }
}

function say() {
  if (region) {
    region.textContent = waiting;
  }
  waiting = null;
  last = performance.now();
}
