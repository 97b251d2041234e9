// Requests to the API. Errors are what the server says (RFC 9457), or that it is not there.
import { connection } from "./connection.js";
import { session } from "./session.js";

/** The server's answer was an error. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The server answered ${status}`);
    this.status = status;
    this.kind = (body.type || "").replace("urn:fourfold:problem:", "");
    this.title = body.title || `Error ${status}`;
    this.body = body;
  }

  /** Whether the same request may do in a moment. */
  get passing() {
    return this.status === 503 || this.status === 429;
  }
}

/** The server does not answer. */
export class Gone extends Error {
  constructor() {
    super("The server does not answer. This page tries again by itself.");
    this.title = "Server gone";
    this.passing = true;
  }
}

/**
 * The answer as JSON, or null if it has no body. Who is not logged in any more is asked to, and the request is sent then.
 *
 * @throws {Problem} if the server refuses
 * @throws {Gone} if it does not answer
 * @throws {DOMException} if it was aborted
 */
export async function request(path, { params, ...options } = {}) {
  return (await send(path, { params, ...options })).body;
}

export const get = (path, params, signal) => request(path, { params, signal });

/** The photo, by its bytes. */
export const post = (path, params, body, signal) => request(path, { method: "POST", params, body, signal });

/** {status, headers, body}; 304 is an answer. */
export async function send(path, { params, ...options } = {}) {
  let response;
  try {
    response = await fetch(address(path, params), { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    connection.lost();
    throw new Gone();
  }
  connection.answered();
  if (response.status === 401) {
    await session.again(options.signal);
    return send(path, { params, ...options });
  }
  if (response.status === 403) {
    // Perhaps a key of the same name may less than before.
    session.ask();
  }
  const json = (response.headers.get("content-type") || "").includes("json");
  const body = json ? await response.json() : null;
  if (!response.ok && response.status !== 304) {
    throw new Problem(response.status, body || {});
  }
  return { status: response.status, headers: response.headers, body };
}

/** Asks again while the server says that it is not ready, until aborted. */
export async function patiently(ask, signal, waiting = () => {}) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!error.passing || signal.aborted) {
        throw error;
      }
      waiting(error);
      await pause(2000, signal);
    }
  }
}

export function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("left", "AbortError"));
    });
  });
}

export function address(path, params = {}) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== "" && value != null));
  return `v1/${path}${query.size ? `?${query}` : ""}`;
}

/** A part of a path: ids may hold anything. */
export const part = encodeURIComponent;
