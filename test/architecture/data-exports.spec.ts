import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import pg from 'pg';
import { answeringDomainNames, answeringDomains } from '../../src/domains/accounts/data-exports/answering-domains.js';
import { domains } from '../../src/domains/index.js';
import { type Consumption, consumptionOf } from '../../src/platform/events/consumes.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { columnsAboutTrainees, type Protocol, unansweredQuestions } from './rules/own-data-rules.js';
import { previewApplication } from './rules/whole-application.js';

const EXPORT: Protocol = {
  questions: ['accounts.data-export-requested', 'applications.own-data-exported'],
  answer: 'own-data-exported',
  asker: 'accounts',
};

const ERASURE: Protocol = {
  questions: ['accounts.erasure-approved', 'applications.own-data-erased'],
  answer: 'own-data-erased',
  asker: 'accounts',
};

const names = domains.map(({ name }) => name);
let consumptions: Consumption[];
let url: string;
let client: pg.Client;

beforeAll(async () => {
  const app = await previewApplication();
  const classes = [...app.get(ModulesContainer).values()].flatMap(({ providers }) =>
    [...providers.values()].map(({ metatype }) => metatype),
  );
  consumptions = classes.flatMap((metatype) => {
    const methods = (metatype?.prototype ?? {}) as Record<string, object>;
    return new MetadataScanner()
      .getAllMethodNames(methods)
      .flatMap((key) => (methods[key] ? (consumptionOf(methods[key]) ?? []) : []));
  });
  url = await createTestDatabase();
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await dropTestDatabase(url);
});

describe('Every domain that holds something of trainees', () => {
  it('is asked for it when they want it exported, and its answer is heard', async () => {
    const about = await columnsAboutTrainees(client, names);
    expect(unansweredQuestions(about, answeringDomainNames, consumptions, EXPORT)).toEqual([]);
  });

  it('is asked to erase it when they want to be forgotten, and its answer is heard', async () => {
    const about = await columnsAboutTrainees(client, names);
    expect(unansweredQuestions(about, answeringDomainNames, consumptions, ERASURE)).toEqual([]);
  });

  it('is listed under its own title', () => {
    const titles = Object.fromEntries(domains.map(({ name, title }) => [name, title]));
    for (const [name, title] of Object.entries(answeringDomains))
      expect({ name, title: titles[name] }).toEqual({ name, title });
  });

  it('would be missed', async () => {
    await client.query(`create schema planted; create table planted.chat (id uuid, trainee_id uuid)`);
    const about = await columnsAboutTrainees(client, [...names, 'planted']);
    await client.query('drop schema planted cascade');
    expect(unansweredQuestions(about, answeringDomainNames, consumptions, EXPORT)).toEqual([
      'planted is not asked, but has planted.chat.trainee_id',
    ]);
    about.delete('recruitment');
    expect(unansweredQuestions(about, [...answeringDomainNames, 'planted'], consumptions, EXPORT)).toEqual([
      'recruitment is asked, but has nothing',
      'planted does not hear the question',
      'accounts does not hear the answer of planted',
    ]);
  });
});
