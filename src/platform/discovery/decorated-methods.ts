import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

type Method = (...args: never[]) => Promise<void>;

/** Finds the methods of this process's providers that carry a decorator's metadata. */
@Injectable()
export class DecoratedMethods {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Every method that `declarationOf` finds something on, bound to its provider. */
  find<Declaration extends object, Handle extends Method>(
    declarationOf: (method: object) => Declaration | undefined,
  ): (Declaration & { readonly handle: Handle })[] {
    return this.discovery.getProviders().flatMap(({ instance }) => {
      if (instance === null || typeof instance !== 'object') return [];
      const methods = instance as Record<string, Handle>;
      return this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((key) => {
        const method = methods[key];
        const declaration = method && declarationOf(method);
        return declaration ? [{ ...declaration, handle: method.bind(instance) as Handle }] : [];
      });
    });
  }
}
