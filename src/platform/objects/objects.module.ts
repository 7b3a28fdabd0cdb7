import path from 'node:path';
import { Global, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Settings } from '../settings/settings.js';
import { FileObjectStore } from './file-object-store.js';
import { MinioObjectStore } from './minio-object-store.js';
import { ObjectStore } from './object-store.js';
import { ObjectsController } from './objects.controller.js';

/** Makes `ObjectStore` injectable everywhere: S3 when `s3Endpoint` is set, else files under `dataDir`/objects. */
@Global()
@Module({
  controllers: [ObjectsController],
  providers: [{ provide: ObjectStore, inject: [Settings, Clock], useFactory: chooseStore }],
  exports: [ObjectStore],
})
export class ObjectsModule implements OnModuleInit {
  private readonly logger = new Logger(ObjectsModule.name);

  constructor(private readonly store: ObjectStore) {}

  /** A store that is down now must not keep the rest from starting: it is asked again at its first use. */
  async onModuleInit(): Promise<void> {
    try {
      if (this.store instanceof MinioObjectStore) await this.store.prepare();
      if (this.store instanceof FileObjectStore) await this.store.sweep();
    } catch (error) {
      this.logger.warn({ err: error }, 'the object store is not ready yet');
    }
  }
}

function chooseStore(settings: Settings, clock: Clock): ObjectStore {
  if (settings.s3Endpoint !== undefined) {
    return new MinioObjectStore({
      endpoint: settings.s3Endpoint,
      publicEndpoint: settings.s3PublicEndpoint,
      bucket: settings.s3Bucket,
      accessKey: required(settings.s3AccessKey, 'S3_ACCESS_KEY'),
      secretKey: required(settings.s3SecretKey, 'S3_SECRET_KEY'),
      region: settings.s3Region,
    });
  }
  const linkSecret = required(settings.linkSecret, 'LINK_SECRET');
  return new FileObjectStore(
    { folder: path.join(settings.dataDir, 'objects'), publicUrl: settings.callersUrl, linkSecret },
    clock,
  );
}

function required(value: string | undefined, variable: string): string {
  if (value === undefined || value === '') throw new Error(`${variable} is not set, but the object store needs it`);
  return value;
}
