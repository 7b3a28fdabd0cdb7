import type { ReviewOutcome } from '../contracts/index.js';
import type { DocumentVerdict } from './document-verdict.js';

/** One remark on one field or document as the table holds it: the comment is sealed, kind `remark`. */
export interface SealedFinding {
  readonly pointer: string;
  readonly comment: string;
}

/** What was found of one file that was reviewed: the comment is sealed, kind `remark`. */
export interface SealedVerdict {
  readonly fileId: string;
  readonly verdict: DocumentVerdict;
  readonly comment: string | null;
}

/** A decision with its words sealed, kind `remark`. */
export interface SealedDecision {
  readonly outcome: ReviewOutcome;
  readonly reason: string | null;
  readonly findings: SealedFinding[];
  readonly documents: SealedVerdict[];
}
