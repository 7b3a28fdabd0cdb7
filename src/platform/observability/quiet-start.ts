import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'nestjs-pino';

const START_UP = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** The log without Nest's line for each module and route at every start; its warnings and errors stay. */
export const quietStart = (logger: Logger): LoggerService => ({
  log: (message: unknown, ...rest: unknown[]) => {
    if (!START_UP.has(String(rest.at(-1)))) logger.log(message, ...rest);
  },
  error: (message: unknown, ...rest: unknown[]) => logger.error(message, ...rest),
  warn: (message: unknown, ...rest: unknown[]) => logger.warn(message, ...rest),
  debug: (message: unknown, ...rest: unknown[]) => logger.debug(message, ...rest),
  verbose: (message: unknown, ...rest: unknown[]) => logger.verbose(message, ...rest),
  fatal: (message: unknown, ...rest: unknown[]) => logger.fatal(message, ...rest),
});
