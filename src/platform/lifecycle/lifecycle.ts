import { StepNotAllowed } from '../problems/platform.problems.js';
import type { Problem, Text } from '../problems/problem.js';

export interface Step<State extends string, Action extends string> {
  readonly action: Action;
  readonly from: readonly State[];
  readonly to: State;
}

/** A state machine held as one table: the guard, the CHECK constraint, the API's enum and the diagram all read it. */
export class Lifecycle<State extends string, Action extends string> {
  readonly states: readonly State[];
  readonly actions: readonly Action[];

  constructor(
    readonly name: string,
    readonly initial: State,
    readonly meaning: Readonly<Record<State, Text>>,
    readonly steps: readonly Step<State, Action>[],
  ) {
    this.states = Object.keys(meaning) as State[];
    this.actions = [...new Set(steps.map(({ action }) => action))];
  }

  /** The state that `action` leads to; throws `lifecycle.step-not-allowed` with what is allowed instead. */
  next(state: State, action: Action): State {
    const step = this.find(state, action);
    if (!step) throw this.notAllowed(state, action);
    return step.to;
  }

  /** What `next` would throw, to be told with other refusals; nothing when the step is allowed. */
  refusals(state: State, action: Action): Problem[] {
    return this.allows(state, action) ? [] : [this.notAllowed(state, action)];
  }

  allows(state: State, action: Action): boolean {
    return this.find(state, action) !== undefined;
  }

  actionsFrom(state: State): Action[] {
    return [...new Set(this.steps.filter(({ from }) => from.includes(state)).map(({ action }) => action))];
  }

  isFinal(state: State): boolean {
    return this.actionsFrom(state).length === 0;
  }

  /** The table as a Mermaid state diagram, for the domain's README. */
  diagram(): string {
    const lines = this.steps.flatMap(({ action, from, to }) => from.map((state) => `  ${state} --> ${to}: ${action}`));
    const ends = this.states.filter((state) => this.isFinal(state)).map((state) => `  ${state} --> [*]`);
    const body = [`  [*] --> ${this.initial}`, ...lines, ...ends].join('\n').replaceAll(/(?<=\w)-(?=\w)/g, '_');
    return `stateDiagram-v2\n${body}`;
  }

  private notAllowed(state: State, action: Action): Problem {
    return new StepNotAllowed({
      detail: {
        zh: `「${this.meaning[state].zh}」状态下不能进行此操作`,
        en: `Cannot ${action} while ${state}`,
      },
      members: { state, action, allowed: this.actionsFrom(state) },
    });
  }

  private find(state: State, action: Action): Step<State, Action> | undefined {
    return this.steps.find((step) => step.action === action && step.from.includes(state));
  }
}

/** Declares a lifecycle; states are the keys of `meaning`, in the order in which the API lists them. */
export const defineLifecycle = <const State extends string, const Action extends string>(definition: {
  name: string;
  initial: NoInfer<State>;
  meaning: Record<State, Text>;
  steps: readonly Step<NoInfer<State>, Action>[];
}) => new Lifecycle<State, Action>(definition.name, definition.initial, definition.meaning, definition.steps);

export type StateOf<L> = L extends Lifecycle<infer State, string> ? State : never;
export type ActionOf<L> = L extends Lifecycle<string, infer Action> ? Action : never;
