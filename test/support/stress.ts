/** The size of a race or a crowd: the whole one under `npm run test:stress`, a short form in `npm test`. */
export const sizeOf = (whole: number, short: number): number => (process.env.STRESS === '1' ? whole : short);
