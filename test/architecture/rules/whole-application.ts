import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { makeApplication } from '../../../src/bootstrap.js';
import { domains } from '../../../src/domains/index.js';
import type { Domain } from '../../../src/platform/domain.js';
import { Settings } from '../../../src/platform/settings/settings.js';

type Handler = (...args: unknown[]) => unknown;
export type Controller = new (...args: never[]) => object;

/** A method of a controller that answers requests. */
export interface Route {
  readonly controller: Controller;
  readonly handler: Handler;
  /** `SubmitController.submit`. */
  readonly name: string;
  /** `POST`. */
  readonly method: string;
  /** As declared, without the global prefix: `applications/:id`. */
  readonly path: string;
}

/** The application with its routes but without any provider. */
export const previewApplication = (of: readonly Domain[] = domains): Promise<NestFastifyApplication> =>
  makeApplication(of, new Settings(), undefined, true);

/** Every controller of the application, those of the platform included. */
export const controllersOf = (app: NestFastifyApplication): Controller[] =>
  [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) => (metatype ? [metatype as Controller] : [])),
  );

/** Every route that these controllers answer. */
export const routesOf = (controllers: readonly Controller[]): Route[] =>
  controllers.flatMap((controller) => {
    const methods = controller.prototype as Record<string, Handler>;
    return new MetadataScanner().getAllMethodNames(methods).flatMap((key) => {
      const handler = methods[key];
      const path = handler && (Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined);
      if (!handler || path === undefined) return [];
      const prefix = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat()[0] ?? '';
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
      return [path].flat().map((own) => ({
        controller,
        handler,
        name: `${controller.name}.${key}`,
        method,
        path: `${prefix}/${own}`.replace(/\/+/g, '/').replace(/^\/|\/$/g, ''),
      }));
    });
  });
