const longest = 7 * 24 * 60 * 60;

/** Returns the lifetime of a link in seconds when both stores can sign for it, else throws a `RangeError`. */
export function checkLifetime(seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longest) {
    throw new RangeError(`a link lives from 1 second to ${longest}, not ${seconds}`);
  }
  return seconds;
}
