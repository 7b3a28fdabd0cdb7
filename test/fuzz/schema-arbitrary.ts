import fc from 'fast-check';
import type { Documents, Schema } from './operations.js';

/** Where a generated value may take what exists: ids of rows by the field's name, and values that mean something there. */
export interface Known {
  idsOf(name: string): readonly string[];
  valuesOf(name: string): readonly string[];
}

/** Values that a schema allows, those that exist on the platform above all. */
export class SchemaValues {
  constructor(
    private readonly schemas: Documents['schemas'],
    private readonly known: Known,
  ) {}

  /** `name` is the field's, by which existing values are found. */
  of(schema: Schema, name = ''): fc.Arbitrary<unknown> {
    const value = this.present(schema, name);
    return schema.nullable ? fc.option(value, { freq: 4 }) : value;
  }

  private present(schema: Schema, name: string): fc.Arbitrary<unknown> {
    const { $ref, allOf, oneOf, enum: values } = schema;
    if ($ref !== undefined) return this.of(this.schemas[$ref.slice('#/components/schemas/'.length)] ?? {}, name);
    if (allOf) return fc.tuple(...allOf.map((part) => this.of(part, name))).map(merged);
    if (oneOf) return fc.oneof(...oneOf.map((part) => this.of(part, name)));
    if (values) return fc.constantFrom(...values);
    const { example } = schema;
    const made = this.made(schema, name);
    const likely = this.known.valuesOf(name);
    return fc.oneof(
      { weight: 2, arbitrary: made },
      ...(likely.length > 0 ? [{ weight: 4, arbitrary: fc.constantFrom(...likely) }] : []),
      ...(example !== undefined && schema.format !== 'uuid' ? [{ weight: 3, arbitrary: fc.constant(example) }] : []),
    );
  }

  private made(schema: Schema, name: string): fc.Arbitrary<unknown> {
    switch (schema.type) {
      case 'object':
        return this.object(schema);
      case 'array':
        return fc.array(this.of(schema.items ?? {}, name), {
          minLength: schema.minItems,
          maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)),
        });
      case 'integer':
      case 'number':
        return fc.oneof(
          fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 100, (schema.minimum ?? 0) + 100) }),
          fc.constantFrom(schema.minimum ?? 0, schema.maximum ?? 2 ** 31 - 1),
        );
      case 'boolean':
        return fc.boolean();
      case 'string':
      case undefined:
        return this.text(schema, name);
    }
  }

  private object({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
    const fields = Object.entries(properties).map(([name, schema]) => [name, this.of(schema, name)] as const);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
  }

  private text({ format, pattern, minLength = 0, maxLength = 60 }: Schema, name: string): fc.Arbitrary<string> {
    const ids = this.known.idsOf(name);
    if (format === 'uuid') return ids.length > 0 ? fc.oneof(fc.constantFrom(...ids), fc.uuid()) : fc.uuid();
    if (format === 'date') return instant().map((text) => text.slice(0, 10));
    if (format === 'date-time') return instant();
    if (format === 'email') return fc.constantFrom('someone@example.org', 'x'.repeat(64) + '@example.org');
    if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
    const short = fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 30)) });
    const longest = fc.constantFrom('a', '字').map((one) => one.repeat(Math.min(maxLength, 5000)));
    return fc.oneof({ weight: 4, arbitrary: short }, { weight: 1, arbitrary: longest });
  }
}

const instant = () =>
  fc
    .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString());

const merged = (parts: readonly unknown[]): unknown =>
  parts.length === 1 ? parts[0] : Object.assign({}, ...(parts as object[]));
