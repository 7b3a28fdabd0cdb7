import Runtime from 'jest-runtime';
import { pathToFileURL } from 'node:url';

let kept;

/**
 * Has a worker load each module of the platform and of its libraries once, not once for each file of tests: loading Nest,
 * MikroORM and what else the platform is made of takes longer than most files, and what was compiled hot stays so. What
 * is under `test/`, which remembers what a file saw, is loaded anew, as are the specs. Files share nothing else by their
 * own doing: each starts a platform on a database and a port of its own, and a module keeps nothing of a platform, of
 * which many a file starts several.
 *
 * It leans on jest-runtime's insides, which is why that is pinned; should a new version break it, taking `runtime` and
 * `testEnvironment` out of jest.config.js gives the same results in twice the time.
 */
export default class KeptRuntime extends Runtime {
  constructor(...given) {
    if (kept) {
      kept.begin(given[6]);
      return kept;
    }
    super(...given);
    kept = this;
  }

  /** What belongs to one file of tests, or to its runner, is made anew for the next. */
  begin(testPath) {
    this._testPath = testPath;
    const { registries, _config: config } = this;
    registries.internalModuleRegistry = new Map();
    const tests = pathToFileURL(`${config.rootDir}/test/`).href;
    for (const key of registries.esModuleRegistry.keys()) {
      if (key.startsWith(tests) || key.includes('@jest/globals')) registries.esModuleRegistry.delete(key);
    }
  }

  /** The next file needs it. */
  teardown() {}
}
