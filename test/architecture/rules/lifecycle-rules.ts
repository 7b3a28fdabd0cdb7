import type { Lifecycle } from '../../../src/platform/lifecycle/lifecycle.js';

export type AnyLifecycle = Lifecycle<string, string>;

/** States that no sequence of steps leads to, and states that no step of the table should know. */
export function unreachableStates({ name, initial, states, steps }: AnyLifecycle): string[] {
  const unknown = [initial, ...steps.flatMap(({ from, to }) => [...from, to])].filter(
    (state) => !states.includes(state),
  );
  const reached = new Set([initial]);
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    for (const { from, to } of steps) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  return [
    ...states.filter((state) => !reached.has(state)).map((state) => `${name}: nothing leads to ${state}`),
    ...[...new Set(unknown)].map((state) => `${name}: ${state} is no state of the table`),
  ];
}

/** The same action twice from one state: only the first would ever be followed. */
export const ambiguousSteps = ({ name, steps }: AnyLifecycle): string[] => {
  const all = steps.flatMap(({ action, from }) => from.map((state) => `${action} from ${state}`));
  return all
    .filter((step, index) => all.indexOf(step) !== index)
    .map((step) => `${name}: ${step} stands twice in the table`);
};

/** The states without a way out are those that the design means to be the end, no more and no fewer. */
export function wrongEnds(lifecycle: AnyLifecycle, ends: readonly string[] | undefined): string[] {
  const { name, states } = lifecycle;
  if (!ends) return [`${name}: which states are final is not said in the spec`];
  return states.flatMap((state) => {
    if (lifecycle.isFinal(state) === ends.includes(state)) return [];
    return [`${name}: ${state} ${ends.includes(state) ? 'is final but has a way out' : 'has no way out'}`];
  });
}

/** Every state is told to people in both languages, and no two states alike. */
export const missingWords = ({ name, states, meaning }: AnyLifecycle): string[] =>
  states.flatMap((state) => {
    const words = meaning[state];
    const alike = states.find((other) => other !== state && other < state && meaning[other]?.zh === words?.zh);
    return [
      ...(/\p{Script=Han}/u.test(words?.zh ?? '') ? [] : [`${name}: ${state} has no Chinese words`]),
      ...(/[a-z]/.test(words?.en ?? '') ? [] : [`${name}: ${state} has no English words`]),
      ...(alike ? [`${name}: ${state} and ${alike} have the same words`] : []),
    ];
  });

/** One of the lists of values (CHECK constraints of the schema, or enums of the API) is the table's states, exactly. */
export function unknownTo(lifecycle: AnyLifecycle, what: string, lists: readonly (readonly string[])[]): string[] {
  const states = JSON.stringify([...lifecycle.states].sort());
  if (lists.some((list) => JSON.stringify([...list].sort()) === states)) return [];
  return [`${lifecycle.name}: no ${what} has exactly its states`];
}

/** The diagram between the README's markers is the one that the table draws. */
export function staleDiagram(lifecycle: AnyLifecycle, readme: string): string[] {
  const { name } = lifecycle;
  const drawn = readme.match(
    new RegExp(`<!-- lifecycle:${name} -->\\s*\`\`\`mermaid\\n([^]*?)\\n\`\`\`\\s*<!-- /lifecycle[^>]*-->`),
  )?.[1];
  if (drawn === undefined)
    return [`${name}: its domain's README has no diagram between <!-- lifecycle:${name} --> markers`];
  return drawn === lifecycle.diagram() ? [] : [`${name}: the README's diagram is not lifecycle.diagram()`];
}
