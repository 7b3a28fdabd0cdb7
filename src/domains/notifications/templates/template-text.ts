/** A template names a variable that its occasion does not give. */
export class UnknownVariable extends Error {
  constructor(readonly variable: string) {
    super(`no variable is called {${variable}}`);
  }
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The variables that a template names, in order, each once. */
export const variablesOf = (template: string): string[] => [
  ...new Set([...template.matchAll(PLACEHOLDER)].map(([, variable = '']) => variable)),
];

/**
 * The template with `{variable}` replaced by its value, whatever braces the value itself holds. Throws `UnknownVariable`
 * for a name without a value: a message with a gap, or with the name of a gap, is never sent.
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(PLACEHOLDER, (_, variable: string) => {
    const value = Object.hasOwn(values, variable) ? values[variable] : undefined;
    if (value === undefined) throw new UnknownVariable(variable);
    return value;
  });
}
