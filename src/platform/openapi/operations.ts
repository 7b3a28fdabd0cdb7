import type { OpenAPIObject } from '@nestjs/swagger';

export type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;
export type ParameterObject = Extract<NonNullable<OperationObject['parameters']>[number], { name: string }>;
export type ResponseObject = Extract<NonNullable<OperationObject['responses'][string]>, { description: string }>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

export interface PathOperation {
  readonly path: string;
  readonly method: (typeof methods)[number];
  readonly operation: OperationObject;
}

/** Every operation of an API document, in the document's order. */
export const operationsOf = (document: OpenAPIObject): PathOperation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
