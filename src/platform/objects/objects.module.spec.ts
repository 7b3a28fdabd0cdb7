import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Clock, SystemClock } from '../clock/clock.js';
import { Settings } from '../settings/settings.js';
import { FileObjectStore } from './file-object-store.js';
import { MinioObjectStore } from './minio-object-store.js';
import { ObjectStore } from './object-store.js';
import { ObjectsModule } from './objects.module.js';

describe('the choice of the object store', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'objects-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  async function startWith(given: Partial<Settings>) {
    const settings = Object.assign(new Settings(), { dataDir, linkSecret: 'x'.repeat(32), ...given });
    @Global()
    @Module({
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Clock, useClass: SystemClock },
      ],
      exports: [Settings, Clock],
    })
    class Surroundings {}
    const app = await Test.createTestingModule({ imports: [Surroundings, ObjectsModule] }).compile();
    app.useLogger(false);
    return app.init();
  }

  it('is a folder without S3 settings', async () => {
    const app = await startWith({});
    expect(app.get(ObjectStore)).toBeInstanceOf(FileObjectStore);
    await app.close();
  });

  it('is S3 with its settings, even while the store is down', async () => {
    const app = await startWith({ s3Endpoint: 'http://127.0.0.1:1', s3AccessKey: 'key', s3SecretKey: 'secret' });
    expect(app.get(ObjectStore)).toBeInstanceOf(MinioObjectStore);
    await app.close();
  });

  it('names the setting that S3 lacks', async () => {
    await expect(startWith({ s3Endpoint: 'http://127.0.0.1:1', s3AccessKey: 'key' })).rejects.toThrow('S3_SECRET_KEY');
  });
});
