const milliseconds = (column: string) => `round(extract(epoch from ${column}) * 1000)::text`;

/** An audit record as its seal covers it: PostgreSQL's own text of each column. What was tampered with may be no value that JavaScript could hold. */
export interface RecordText {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly occurredAt: string;
  readonly actorId: string | null;
  readonly actorRoles: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly traceId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** jsonb's text, which has one order of keys. */
  readonly facts: string;
}

/** The columns of `platform.audit_record r` that make a `RecordText`. */
export const RECORD_TEXT = `r.id::text as "id", ${milliseconds('r.occurred_at')} as "occurredAt",
  r.actor_id::text as "actorId", r.actor_roles as "actorRoles", r.action, r.subject_type as "subjectType",
  r.subject_id as "subjectId", r.trace_id as "traceId", r.ip, r.user_agent as "userAgent", r.facts::text as facts`;

/** One link of the chain as it is stored; its hash covers the rest, the record, and the hash before. */
export interface SealText {
  readonly position: number;
  readonly scheme: number;
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly sealedAt: string;
}

/** The columns of `platform.audit_seal s` that make a `SealText`. */
export const SEAL_TEXT = `s.position, s.scheme, s.hash, ${milliseconds('s.sealed_at')} as "sealedAt"`;

/** The end of the chain as it is stored; `proof` covers the rest. */
export interface HeadText {
  readonly position: number;
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly sealedAt: string;
  /** The first position whose link was made under AUDIT_KEY; those before are only as good as what follows them. */
  readonly keyedFrom: number;
  readonly proof: string;
}

/** The columns of `platform.audit_head h` that make a `HeadText`. */
export const HEAD_TEXT = `h.position, h.hash, ${milliseconds('h.sealed_at')} as "sealedAt", h.keyed_from as "keyedFrom", h.proof`;
