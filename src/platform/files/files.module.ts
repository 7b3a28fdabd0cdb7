import { Global, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Settings } from '../settings/settings.js';
import { AcceptUpload } from './accept-upload.js';
import { ClamdScanner } from './clamd-scanner.js';
import { sweepTemporaryFiles } from './temporary-file.js';
import { NoScanner, VirusScanner } from './virus-scanner.js';

const SWEEP_EVERY_MILLISECONDS = 60 * 60 * 1000;

/** Makes `AcceptUpload` injectable everywhere; a scanner looks at each upload where `clamdUrl` is set. */
@Global()
@Module({
  providers: [
    {
      provide: VirusScanner,
      inject: [Settings],
      useFactory: ({ clamdUrl }: Settings) => (clamdUrl === undefined ? new NoScanner() : new ClamdScanner(clamdUrl)),
    },
    AcceptUpload,
  ],
  exports: [VirusScanner, AcceptUpload],
})
export class FilesModule implements OnModuleInit, OnModuleDestroy {
  private sweeping: NodeJS.Timeout | undefined;

  constructor(private readonly clock: Clock) {}

  /** Temporary files are the machine's: each process looks after those where it runs. */
  async onModuleInit(): Promise<void> {
    await sweepTemporaryFiles(this.clock.now());
    this.sweeping = setInterval(() => {
      sweepTemporaryFiles(this.clock.now()).catch(() => undefined);
    }, SWEEP_EVERY_MILLISECONDS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweeping);
  }
}
