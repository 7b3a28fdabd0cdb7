import type { OpenAPIObject } from '@nestjs/swagger';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly minimum?: number;
}

const DEEPEST = 8;
const UUID = '0197e4a0-0000-7000-8000-000000000001';
const byFormat: Readonly<Record<string, string>> = {
  uuid: UUID,
  date: '2026-11-23',
  'date-time': '2026-11-23T02:00:00.000Z',
  email: 'someone@example.org',
};

/** The example value of a schema: its own, or one put together from those of its parts. */
export function exampleOf(document: OpenAPIObject, schema: Schema, depth = 0): unknown {
  if (schema.example !== undefined) return schema.example;
  if (depth > DEEPEST) return null;
  const { $ref, allOf, oneOf, enum: values, items, properties } = schema;
  if ($ref !== undefined) return exampleOf(document, schemaNamed(document, $ref), depth + 1);
  if (allOf) {
    const parts = allOf.map((part) => exampleOf(document, part, depth + 1));
    return parts.length === 1 ? parts[0] : Object.assign({}, ...parts);
  }
  if (oneOf?.[0]) return exampleOf(document, oneOf[0], depth + 1);
  if (values) return values[0];
  if (items) return [exampleOf(document, items, depth + 1)];
  if (properties) {
    const examples = Object.entries(properties).map(([name, part]) => [name, exampleOf(document, part, depth + 1)]);
    return Object.fromEntries(examples) as object;
  }
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'object') return {};
  return byFormat[schema.format ?? ''] ?? '…';
}

export function schemaNamed(document: OpenAPIObject, reference: string): Schema {
  const name = reference.slice('#/components/schemas/'.length);
  return (document.components?.schemas?.[name] ?? {}) as Schema;
}
