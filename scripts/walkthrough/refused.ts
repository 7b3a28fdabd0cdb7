interface ProblemAnswer {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { pointer: string; code: string; detail: string }[];
  readonly traceId?: string;
}

/** The platform answered a call with a problem. */
export class Refused extends Error {
  constructor(
    readonly url: string,
    readonly status: number,
    readonly problem: ProblemAnswer,
  ) {
    const fields = (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
    super([`${status} ${problem.code ?? ''} ${problem.detail ?? problem.title ?? ''}`, url, ...fields].join('\n    '));
  }
}

interface Called<Body> {
  readonly data?: Body;
  readonly error?: unknown;
  readonly request?: Request;
  readonly response?: Response;
}

/** The body that a call of the generated client was answered with; throws `Refused` for a problem. */
export async function answerOf<Body>(call: Promise<Called<Body>>): Promise<NonNullable<Body>> {
  const { data, error, request, response } = await call;
  if (!response) throw error instanceof Error ? error : new Error(`no answer: ${JSON.stringify(error)}`);
  if (!response.ok) throw new Refused(request?.url ?? response.url, response.status, error as ProblemAnswer);
  return data as NonNullable<Body>;
}

/** The same for a call that answers nothing. */
export async function done(call: Promise<Called<unknown>>): Promise<void> {
  await answerOf(call);
}

/** Tries once more, and twice, when the answer is a problem with this code. */
export async function tryAgainOn<Answer>(code: string, attempt: () => Promise<Answer>, tries = 3): Promise<Answer> {
  try {
    return await attempt();
  } catch (error) {
    const wanted = error instanceof Refused && error.problem.code === code;
    if (!wanted || tries <= 1) throw error;
    return tryAgainOn(code, attempt, tries - 1);
  }
}
