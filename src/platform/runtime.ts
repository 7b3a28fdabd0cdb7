import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { EndedSessions } from './access/ended-sessions.js';
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
    private readonly sealAudit: SealAudit,
    private readonly localClock: LocalClock,
    private readonly em: EntityManager,
  ) {}

  /** Subscriptions come first: an event that is published before its consumer is known would not reach it. */
  async start(domains: readonly string[]): Promise<void> {
    if (this.settings.local) await this.localClock.restore();
    await this.consumers.register(domains);
    await this.endedSessions.start(this.database.url);
    if (!this.settings.roles.includes('worker')) return;
    await this.worker.start(this.database.url);
    this.sealing = setInterval(() => {
      this.sealed = this.sealed.then(() => this.seal());
    }, SEAL_EVERY_MILLISECONDS);
  }

  async stop(): Promise<void> {
    clearInterval(this.sealing);
    await this.sealed;
    if (this.settings.roles.includes('worker')) await this.worker.stop();
    await this.endedSessions.stop();
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

  private async seal(): Promise<void> {
    try {
      while ((await this.sealAudit.run()) === SEAL_BATCH);
    } catch (error) {
      this.logger.warn(`the audit trail was not sealed: ${(error as Error).message}`);
    }
  }
}
