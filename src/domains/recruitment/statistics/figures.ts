/** The figures that are told of each plan and that add up over plans. */
export const figureNames = [
  'quota',
  'submitted',
  'firstReviewPassed',
  'secondReviewPassed',
  'publicized',
  'admitted',
  'withdrawn',
  'remaining',
] as const;

export type Figures = Readonly<Record<(typeof figureNames)[number], number>>;

/** Adds the figures up; of nothing, zeros. */
export const sum = (items: readonly Figures[]): Figures & { readonly plans: number } => ({
  plans: items.length,
  ...(Object.fromEntries(
    figureNames.map((name) => [name, items.reduce((total, item) => total + item[name], 0)]),
  ) as Figures),
});

/** Sums of the items that have the same `key`, in the order in which the keys first come, each with what `name` says. */
export function sumBy<Item extends Figures, Name extends object>(
  items: readonly Item[],
  key: (item: Item) => string,
  name: (item: Item) => Name,
): (Name & ReturnType<typeof sum>)[] {
  const groups = Map.groupBy(items, key);
  return [...groups.values()].map((group) => ({ ...name(group[0] as Item), ...sum(group) }));
}
