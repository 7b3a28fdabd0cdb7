import type { OpenAPIObject } from '@nestjs/swagger';

const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g;

/** The document with only the schemas that its operations reach, in alphabetical order. */
export function withoutUnusedSchemas(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas ?? {};
  const used = new Set<string>();
  const follow = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(REFERENCE)) {
      if (used.has(name)) continue;
      used.add(name);
      follow(schemas[name] ?? {});
    }
  };
  follow(document.paths);
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) },
  };
}
