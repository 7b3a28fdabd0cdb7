import { isKnown } from './conditional.js';

it.each([
  [undefined, false],
  ['', false],
  ['"7"', true],
  ['W/"7"', true],
  ['"6", W/"7"', true],
  ['*', true],
  ['"77"', false],
  ['7', false],
])('If-None-Match: %s names version 7: %s', (header, known) => {
  expect(isKnown(header, '"7"')).toBe(known);
  expect(isKnown(header, 'W/"7"')).toBe(known);
});
