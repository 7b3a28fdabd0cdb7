/** What a reader sees, in the two languages that the platform speaks. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Text;

/** One row of a domain's problem table. */
export interface ProblemSpec {
  readonly status: number;
  /** `domain.fact`, stable for ever: callers switch on it. Titles may be reworded at any time. */
  readonly code: string;
  readonly title: Text;
}

/** What is wrong with one field. `pointer` is a JSON pointer into the body, or the parameter's name. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: Text;
  /** Further members, such as the row and column of a spreadsheet. */
  readonly members?: Readonly<Record<string, unknown>>;
}

export interface ProblemDetails {
  /** What is the matter in this case; never personal data of somebody else. */
  readonly detail?: Text;
  readonly errors?: readonly FieldError[];
  /** Becomes the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** Further members of the answer, such as `allowed` or `currentVersion`. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** A refusal that the caller can act on (RFC 9457). Anything else that is thrown is a bug and becomes a 500. */
export abstract class Problem extends Error {
  /** All that is refused at once, this one among them; set by `refuseTogether`. */
  refusals?: readonly Problem[];

  constructor(
    readonly spec: ProblemSpec,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail?.en ?? spec.title.en);
    this.name = spec.code;
  }
}

/** Throws the first of what is refused, which tells all of them as `refusals`; with nothing refused it returns. */
export function refuseTogether(refusals: readonly Problem[]): void {
  const [first] = refusals;
  if (first) throw Object.assign(first, { refusals });
}

const declared: ProblemSpec[] = [];

/** Every problem that the code of this process declares. */
export const declaredProblems = (): readonly ProblemSpec[] => declared;

/** Declares a problem: `export const BatchClosed = defineProblem(409, 'applications.batch-closed', { zh, en })`. */
export function defineProblem(status: number, code: string, title: Text) {
  const spec: ProblemSpec = { status, code, title };
  declared.push(spec);
  return class extends Problem {
    static readonly spec = spec;
    constructor(details?: ProblemDetails) {
      super(spec, details);
    }
  };
}

export type ProblemClass = ReturnType<typeof defineProblem>;
