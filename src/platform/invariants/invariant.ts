import type { Text } from '../problems/problem.js';

/** Something that is always true of a domain's own tables, whatever happens and in whatever order. */
export interface Invariant {
  /** `domain.fact`, stable: alerts and runbooks name it. */
  readonly code: string;
  /** What has to be true. */
  readonly title: Text;
  /** What a violating row is: `application`, `plan`. */
  readonly subjectType: string;
  /**
   * One SELECT over the domain's own tables, hence one snapshot, that gives the `id` of each violating subject and
   * nothing personal. `:settled` is an instant so long ago that what was decided before it has reached every domain.
   */
  readonly violations: string;
}
