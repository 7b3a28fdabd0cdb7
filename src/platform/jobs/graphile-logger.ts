import type { Logger } from '@nestjs/common';
import { Logger as GraphileLogger } from 'graphile-worker';

/** Passes graphile-worker's warnings and errors on to the platform's log; its line for each job is left out. */
export const graphileLogger = (logger: Logger): GraphileLogger =>
  new GraphileLogger(() => (level, message) => {
    if (level === 'error') logger.error(message);
    else if (level === 'warning') logger.warn(message);
  });
