import type { Schema } from './operations.js';

/**
 * OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, and with `closed` an object takes no member that its schema does
 * not name, so that nothing undocumented gets out.
 */
export function jsonSchemaOf(schema: Schema, closed: boolean): object {
  const { nullable, properties, items, allOf, oneOf, additionalProperties, enum: values, ...rest } = schema;
  const inner = (one: Schema) => jsonSchemaOf(one, closed);
  const plain = {
    ...rest,
    ...(values && { enum: values }),
    ...(items && { items: inner(items) }),
    ...(allOf && { allOf: allOf.map(inner) }),
    ...(oneOf && { oneOf: oneOf.map(inner) }),
    ...(properties && { properties: mapValues(properties, inner) }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: inner(additionalProperties) }
      : closed && properties && { additionalProperties: additionalProperties ?? false }),
  };
  return nullable ? { anyOf: [plain, { type: 'null' }] } : plain;
}

const mapValues = (record: Readonly<Record<string, Schema>>, map: (schema: Schema) => object) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
