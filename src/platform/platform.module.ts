import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from './access/access.guard.js';
import { AccessKeys } from './access/access-keys.js';
import { AccessTokens } from './access/access-token.js';
import { AccessTokenStrategy } from './access/access-token.strategy.js';
import { EndedSessions } from './access/ended-sessions.js';
import { JwksController } from './access/jwks.controller.js';
import { AuditChain } from './audit/audit-chain.js';
import { AuditEventsController } from './audit/audit-events.controller.js';
import { ExportAuditEvents } from './audit/export-audit-events.js';
import { FindAuditEvents } from './audit/find-audit-events.js';
import { SessionActivities } from './access/session-activities.js';
import { SealAudit } from './audit/seal-audit.js';
import { VerifyAuditEvents } from './audit/verify-audit-events.js';
import { VerifyChain } from './audit/verify-chain.js';
import { CodeListsController } from './code-lists/code-lists.controller.js';
import { Clock, MovableClock, SystemClock } from './clock/clock.js';
import { DecoratedMethods } from './discovery/decorated-methods.js';
import { FieldEncryption } from './encryption/field-encryption.js';
import { Consumers } from './events/consumers.js';
import { DeadLettersController } from './events/dead-letters.controller.js';
import { Housekeeping } from './housekeeping.js';
import { ProblemFilter } from './http/problem.filter.js';
import { RequestScopeInterceptor } from './http/request-scope.interceptor.js';
import { validationPipe } from './http/validation.pipe.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { CheckInvariants } from './invariants/check-invariants.js';
import { InvariantsController } from './invariants/invariants.controller.js';
import { DeadWorkers } from './jobs/dead-workers.js';
import { JobWorker } from './jobs/worker.js';
import { LocalClock } from './local/local-clock.js';
import { LocalController } from './local/local.controller.js';
import { LocalOutbox } from './local/local-outbox.js';
import { HealthController } from './observability/health.controller.js';
import { loggingModule } from './observability/logging.js';
import { Metrics } from './observability/metrics.js';
import { DocsController } from './openapi/docs.controller.js';
import { DocumentPages } from './openapi/document-pages.js';
import { PublishedDocuments } from './openapi/published-documents.js';
import { OwnDataParts } from './own-data/own-data-parts.js';
import { Runtime } from './runtime.js';
import { Settings } from './settings/settings.js';

const shared = [
  {
    provide: Clock,
    inject: [Settings],
    useFactory: (settings: Settings) => (settings.local ? new MovableClock() : new SystemClock()),
  },
  FieldEncryption,
  OwnDataParts,
  AccessTokens,
  SessionActivities,
  LocalOutbox,
  Metrics,
  CheckInvariants,
  Runtime,
];

/** What every domain stands on. Knows none of them. */
@Module({})
export class PlatformModule {
  /** `local` adds the routes that only local installations have. */
  static forRoot({ local }: { local: boolean }): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule, PassportModule, loggingModule()],
      controllers: [
        HealthController,
        JwksController,
        CodeListsController,
        DeadLettersController,
        AuditEventsController,
        InvariantsController,
        DocsController,
        ...(local ? [LocalController] : []),
      ],
      providers: [
        ...shared,
        AccessKeys,
        AccessTokenStrategy,
        EndedSessions,
        DecoratedMethods,
        Consumers,
        DeadWorkers,
        JobWorker,
        AuditChain,
        SealAudit,
        VerifyChain,
        FindAuditEvents,
        VerifyAuditEvents,
        ExportAuditEvents,
        Housekeeping,
        LocalClock,
        PublishedDocuments,
        DocumentPages,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        // the scope first: the idempotency key is claimed in the request's own entity manager
        { provide: APP_INTERCEPTOR, useClass: RequestScopeInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
      exports: shared,
    };
  }
}
