/** The same for the same unit, however it was typed: without spaces, in one width and case. */
export const unitKeyOf = (unit: string): string => unit.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
