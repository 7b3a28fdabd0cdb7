// decorators of an event write metadata even where no Nest application was loaded before: in a test of plain objects
import 'reflect-metadata';
import { IsInt, IsISO8601, IsUUID, Min } from 'class-validator';

/**
 * A published fact. A subclass adds its payload as class-validator fields and names itself with `@Published`.
 * Payloads carry what consumers need, personal data only in the encrypted form of the tables, and are additive:
 * a field, once published, keeps its name and meaning.
 */
export abstract class DomainEvent {
  /** The aggregate that the fact is about. */
  @IsUUID()
  readonly aggregateId: string;

  /** The aggregate's version after the fact: a consumer keeps the higher one, since order is not promised. */
  @IsInt()
  @Min(1)
  readonly aggregateVersion: number;

  /** When it happened, RFC 3339 in UTC. */
  @IsISO8601()
  readonly occurredAt: string;
}

export type EventClass<E extends DomainEvent = DomainEvent> = new () => E;

/** The payload that a publisher has to give. */
export type EventFields<E extends DomainEvent> = { readonly [K in keyof E]: E[K] };

interface WireIdentity {
  readonly name: string;
  readonly version: number;
}

const WIRE = 'platform:wire';

/** Gives an event its name on the wire, `domain.noun-past`, and the version of its payload. Neither ever changes meaning. */
export const Published =
  (name: `${string}.${string}`, version: number): ClassDecorator =>
  (target) => {
    Reflect.defineMetadata(WIRE, { name, version } satisfies WireIdentity, target);
  };

/** The wire name and version of an event class; throws on a class without `@Published`, which is a bug. */
export function wireIdentity(event: EventClass): WireIdentity {
  const identity = Reflect.getOwnMetadata(WIRE, event) as WireIdentity | undefined;
  if (!identity) throw new Error(`${event.name} lacks @Published`);
  return identity;
}
