/** The letters of a column, counted from 0: A, B, … Z, AA. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (index % 26));
}

/** Tells whether a cell lies in one of these addresses (`C7`) or ranges (`A2:B3`); rows are counted from 1, columns from 0. */
export function within(addresses: readonly string[]): (row: number, column: number) => boolean {
  const ranges = addresses.map((address) => {
    const [from = [0, 0], to = from] = address.split(':').map(parse);
    return { from, to };
  });
  return (row, column) =>
    ranges.some(({ from, to }) => from[0] <= row && row <= to[0] && from[1] <= column && column <= to[1]);
}

function parse(address: string): [row: number, column: number] {
  const [, letters = 'A', row = '0'] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(address) ?? [];
  return [Number(row), [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1];
}
