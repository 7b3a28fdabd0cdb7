import { domains } from '../../src/domains/index.js';
import { apiDocuments } from '../../src/platform/openapi/api-documents.js';
import { operationsOf } from '../../src/platform/openapi/operations.js';
import { previewApplication } from '../architecture/rules/whole-application.js';

/** A schema of OpenAPI 3.0, as far as this platform's documents use them. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly example?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly roles: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly body: Content | undefined;
  readonly responses: Readonly<Record<string, { readonly content?: Content; readonly headers?: object }>>;
}

export interface Documents {
  readonly operations: readonly Operation[];
  /** By name, of both documents. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Every operation of the trainees' and the management document, each once, read from the code as it is now. */
export async function readDocuments(): Promise<Documents> {
  const app = await previewApplication();
  const { trainee, management } = apiDocuments(app, domains);
  const found = [trainee, management].flatMap((document) => operationsOf(document)).map(operationFrom);
  return {
    operations: [...new Map(found.map((operation) => [operation.operationId, operation])).values()],
    schemas: { ...trainee.components?.schemas, ...management.components?.schemas } as Documents['schemas'],
  };
}

const operationFrom = ({ path, method, operation }: ReturnType<typeof operationsOf>[number]): Operation => ({
  operationId: operation.operationId ?? `${method} ${path}`,
  method: method.toUpperCase(),
  path,
  roles: (operation as { 'x-allowed-roles'?: string[] })['x-allowed-roles'] ?? [],
  parameters: (operation.parameters ?? []) as Parameter[],
  body: (operation.requestBody as { content: Content } | undefined)?.content,
  responses: operation.responses as Operation['responses'],
});
