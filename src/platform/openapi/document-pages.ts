import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { declaredProblems } from '../problems/problem.js';
import { Settings } from '../settings/settings.js';
import { type Audience, audiences } from './api-documents.js';
import { documentPage } from './document-page.js';
import type { Guide } from './guide/guide.js';
import { GuideSections } from './guide/guide-sections.js';
import { catalogueOf, type CataloguedProblem } from './guide/problem-catalogue.js';
import { problemSections } from './guide/problem-section.js';
import { ORIGIN } from './guide/snippets.js';
import { PublishedDocuments } from './published-documents.js';

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;
const AFTER_THE_GUIDE = [
  { id: 'problems', title: '问题代码' },
  { id: 'field-codes', title: '字段代码' },
];

/** The pages over the API documents, written once with the guide's words. */
@Injectable()
export class DocumentPages {
  private words: Guide | undefined;
  private readonly written = new Map<Audience, string>();

  constructor(
    private readonly documents: PublishedDocuments,
    private readonly settings: Settings,
  ) {}

  /** Gives the words; the composition root has them, the platform does not. */
  writeWith(guide: Guide): void {
    this.words = guide;
  }

  /** 接入指南, with the address in its requests by which the reader reached it. */
  trainee(request: Pick<FastifyRequest, 'protocol' | 'host'>): string {
    const page = this.once('trainee', () => {
      const sections = new GuideSections(this.documents.of('trainee'), this.guide);
      const below = sections.chapters.map(({ id, title }) => ({ id, title }));
      const headings = [
        { id: 'conventions', title: '约定', below: this.guide.conventions.map(({ id, title }) => ({ id, title })) },
        { id: 'steps', title: '步骤', below },
        ...AFTER_THE_GUIDE,
      ];
      const content = sections.html() + this.problemSections('trainee');
      return documentPage('学员端与公开接口 · 接入指南', '/docs/documents/trainee.json', headings, content);
    });
    return page.replaceAll(ORIGIN, this.originOf(request));
  }

  management(): string {
    return this.once('management', () =>
      documentPage('管理端接口', '/docs/management/document.json', AFTER_THE_GUIDE, this.problemSections('management')),
    );
  }

  integration(): string {
    return this.once('integration', () =>
      documentPage(
        '对接接口',
        '/docs/documents/integration.json',
        AFTER_THE_GUIDE,
        this.problemSections('integration'),
      ),
    );
  }

  /** Every problem; which of the management side's operations give it is told only to staff, on their page. */
  problems(): { problems: CataloguedProblem[]; fieldCodes: { code: string; advice: string }[] } {
    return {
      problems: this.catalogue(['trainee', 'integration']),
      fieldCodes: Object.entries(this.guide.fieldCodes).map(([code, advice]) => ({ code, advice })),
    };
  }

  /** The problems that the document lists, and those that none does: what any request can meet. */
  private problemSections(audience: Audience): string {
    const listed = this.catalogue(audiences);
    const elsewhere = new Set(listed.filter(({ operations }) => operations.length > 0).map(({ code }) => code));
    const problems = this.catalogue([audience]).filter(
      ({ code, operations }) => operations.length > 0 || !elsewhere.has(code),
    );
    return problemSections(problems, this.guide.fieldCodes);
  }

  private catalogue(of: readonly Audience[]): CataloguedProblem[] {
    const documents = of.map((audience) => this.documents.of(audience));
    return catalogueOf(declaredProblems(), documents, this.guide.advice);
  }

  private once(audience: Audience, write: () => string): string {
    const page = this.written.get(audience) ?? write();
    this.written.set(audience, page);
    return page;
  }

  private get guide(): Guide {
    if (!this.words) throw new Error('writeWith() was not called');
    return this.words;
  }

  private originOf({ protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string {
    const { publicUrl, callersUrl } = this.settings;
    return publicUrl === undefined && HOST.test(host) ? `${protocol}://${host}` : callersUrl;
  }
}
