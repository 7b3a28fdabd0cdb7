import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import { EndedSessions } from './access/ended-sessions.js';
import { SessionActivities } from './access/session-activities.js';
import { SEAL_BATCH, SealAudit } from './audit/seal-audit.js';
import { Database } from './database/database.js';
import { Consumers } from './events/consumers.js';
import { JobWorker } from './jobs/worker.js';
import { LocalClock } from './local/local-clock.js';
import { Settings } from './settings/settings.js';

const SEAL_EVERY_MILLISECONDS = 2000;

/** Starts and stops what runs beside the requests: subscriptions, consumers, jobs, the sealing of the audit trail. */
@Injectable()
export class Runtime {
  private readonly logger = new Logger(Runtime.name);
  private sealing: NodeJS.Timeout | undefined;
  private sealed: Promise<void> = Promise.resolve();

  constructor(
    private readonly settings: Settings,
    private readonly database: Database,
    private readonly consumers: Consumers,
    private readonly worker: JobWorker,
    private readonly endedSessions: EndedSessions,
    private readonly activities: SessionActivities,
    private readonly sealAudit: SealAudit,
    private readonly localClock: LocalClock,
    private readonly em: EntityManager,
    private readonly http: HttpAdapterHost,
  ) {}

  /** Subscriptions come first: an event that is published before its consumer is known would not reach it. */
  async start(domains: readonly string[]): Promise<void> {
    if (this.settings.local) await this.localClock.restore();
    await this.consumers.register(domains);
    await this.endedSessions.start(this.database.url);
    this.activities.start();
    if (!this.settings.roles.includes('worker')) return;
    await this.worker.start(this.database.url);
    this.sealing = setInterval(() => {
      this.sealed = this.sealed.then(() => this.seal());
    }, SEAL_EVERY_MILLISECONDS);
  }

  async stop(): Promise<void> {
    this.closeIdleConnections();
    clearInterval(this.sealing);
    await this.sealed;
    if (this.settings.roles.includes('worker')) await this.worker.stop();
    await this.endedSessions.stop();
    await this.activities.stop();
  }

  /** Whether the database answers; for readiness. */
  async isReady(): Promise<boolean> {
    return this.em
      .fork()
      .execute('select 1')
      .then(
        () => true,
        () => false,
      );
  }

  /** A connection whose last request ends during the stop would else be kept alive for its next one, and the stop with it. */
  private closeIdleConnections(): void {
    const server = this.http.httpAdapter.getHttpServer() as Server;
    const closing = setInterval(() => server.closeIdleConnections(), 100).unref();
    server.once('close', () => clearInterval(closing));
  }

  private async seal(): Promise<void> {
    try {
      while ((await this.sealAudit.run()) === SEAL_BATCH);
    } catch (error) {
      this.logger.warn(`the audit trail was not sealed: ${(error as Error).message}`);
    }
  }
}
