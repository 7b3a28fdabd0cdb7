import { CUSTOM_ROUTE_ARGS_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { allowedOn } from '../../../src/platform/access/allow.js';
import { IfMatch } from '../../../src/platform/http/version.js';
import { exemptFromIdempotency } from '../../../src/platform/idempotency/idempotency.interceptor.js';
import { problemsOf } from '../../../src/platform/problems/api-problems.js';
import type { Controller, Route } from './whole-application.js';

const metadata = <T>(key: string, on: object): T | undefined => Reflect.getMetadata(key, on) as T | undefined;
const operationOf = ({ handler }: Route) =>
  metadata<{ operationId?: string; summary?: string }>('swagger/apiOperation', handler);
const isDocumented = ({ controller, handler }: Route) =>
  metadata('swagger/apiExcludeController', controller) === undefined &&
  metadata('swagger/apiExcludeEndpoint', handler) === undefined;

/** Who may call a route, and what it may refuse. */
export const undeclaredRoutes = (routes: readonly Route[]): string[] =>
  routes.flatMap((route) => [
    ...(allowedOn(route.handler, route.controller) === undefined
      ? [`${route.name} does not say who may call it: @Allow`]
      : []),
    ...(problemsOf(route.handler) === undefined ? [`${route.name} does not list its problems: @ApiProblems`] : []),
  ]);

/** Names of the generated client's methods, and what people read beside them. */
export function unnamedRoutes(routes: readonly Route[]): string[] {
  const seen = new Map<string, string>();
  return routes.filter(isDocumented).flatMap((route) => {
    const { operationId, summary } = operationOf(route) ?? {};
    const faults: string[] = [];
    if (!operationId || !/^[a-z][A-Za-z]+$/.test(operationId)) faults.push(`${route.name} has no operationId`);
    const other = operationId && seen.get(operationId);
    if (other) faults.push(`${route.name} has the operationId ${operationId} of ${other}`);
    if (operationId) seen.set(operationId, route.name);
    if (!/\p{Script=Han}/u.test(summary ?? '')) faults.push(`${route.name} has no Chinese summary`);
    return faults;
  });
}

/** A POST takes an Idempotency-Key or gives a reason that says something; nothing else is exempt. */
export const unreasonedExemptions = (routes: readonly Route[]): string[] =>
  routes.flatMap(({ handler, method, name }) => {
    const reason = exemptFromIdempotency(handler);
    if (reason === undefined) return [];
    if (method !== 'POST') return [`${name} is no POST: @NotIdempotent means nothing there`];
    return /\w+ \w+/.test(reason) ? [] : [`${name} takes no Idempotency-Key without a reason`];
  });

/** Two routes that take the same requests: one of them would never answer. */
export function doubledRoutes(routes: readonly Route[]): string[] {
  const seen = new Map<string, string>();
  return routes.flatMap(({ method, path, name }) => {
    const key = `${method} ${path.replace(/:\w+/g, ':')}`;
    const other = seen.get(key);
    seen.set(key, name);
    return other ? [`${name} answers the same requests as ${other}: ${method} ${path}`] : [];
  });
}

/**
 * What two people can edit wants `If-Match`: each PUT and PATCH under management, but for those that `without` names
 * with a reason. What reads the header documents it, and what documents it reads it.
 */
export function unversionedChanges(routes: readonly Route[], without: Readonly<Record<string, string>>): string[] {
  const faults = routes.flatMap((route) => {
    const documented = (metadata<{ name?: string }[]>('swagger/apiParameters', route.handler) ?? []).some(
      ({ name }) => name === 'If-Match',
    );
    const read = readsIfMatch(route);
    if (documented !== read)
      return [`${route.name} ${read ? 'reads If-Match without' : 'does not read If-Match but has'} @NeedsIfMatch`];
    const managed = ['PUT', 'PATCH'].includes(route.method) && route.path.startsWith('management/');
    if (!managed || read || without[route.name] !== undefined) return [];
    return [`${route.name} changes what two people can edit without If-Match`];
  });
  const names = new Set(routes.map(({ name }) => name));
  const gone = Object.keys(without).filter((name) => !names.has(name));
  return [...faults, ...gone.map((name) => `${name} is excused but does not exist`)];
}

class Sample {
  read(@IfMatch() version: number): number {
    return version;
  }
}

const readsIfMatch = ({ controller, handler }: Route): boolean =>
  factoriesOf(controller, handler.name).includes(factoriesOf(Sample, 'read')[0]);

const factoriesOf = (controller: Controller, method: string): unknown[] =>
  Object.entries(
    (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, { factory?: unknown }>,
  ).flatMap(([key, { factory }]) => (key.includes(CUSTOM_ROUTE_ARGS_METADATA) ? [factory] : []));
