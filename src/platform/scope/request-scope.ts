import { AsyncLocalStorage } from 'node:async_hooks';
import type { Language } from '../problems/problem.js';

/** What is known about the request (or job) in whose name the code runs. */
export interface Scope {
  readonly traceId: string;
  readonly language: Language;
  /** The caller's address as the proxy settings make it out; undefined in jobs. */
  readonly ip?: string;
  readonly userAgent?: string;
}

const storage = new AsyncLocalStorage<Scope>();

/** Runs `work` with `scope` reachable through `currentScope()`, across awaits. */
export const withScope = <T>(scope: Scope, work: () => T): T => storage.run(scope, work);

/** The scope of the request or job that is running, undefined outside both. */
export const currentScope = (): Scope | undefined => storage.getStore();
