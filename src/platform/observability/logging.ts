import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LoggerModule, type Params } from 'nestjs-pino';
import pino from 'pino';
import { Settings } from '../settings/settings.js';

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace id of a request: that of its W3C `traceparent`, or a new one. */
export function traceIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const { traceparent } = request.headers;
  return TRACEPARENT.exec(typeof traceparent === 'string' ? traceparent : '')?.[1] ?? randomUUID().replaceAll('-', '');
}

/** A line for each request: method, path without its query, status, time, trace id. No header, body or address is logged. */
export const loggingModule = () =>
  LoggerModule.forRootAsync({
    inject: [Settings],
    useFactory: (settings: Settings): Params => ({
      pinoHttp: {
        level: settings.logLevel,
        ...(settings.logFile !== undefined && { stream: pino.destination(settings.logFile) }),
        genReqId: (request) => request.id ?? traceIdOf(request),
        customAttributeKeys: { req: 'request', res: 'response', err: 'error', responseTime: 'milliseconds' },
        // 503 is told where the part is missing, or is a moment's wait; 500 is a bug
        customLogLevel: (_request, response, error) =>
          response.statusCode === 503 ? 'info' : error || response.statusCode >= 500 ? 'error' : 'debug',
        serializers: {
          request: ({ id, method, url }: { id: string; method: string; url: string }) => ({
            id,
            method,
            path: url.split('?')[0],
          }),
          response: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
        },
        quietReqLogger: true,
        customSuccessMessage: () => 'answered',
        customErrorMessage: () => 'failed',
      },
    }),
  });
