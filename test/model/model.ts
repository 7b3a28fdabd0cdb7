import type { ApplicationAction, ApplicationStatus } from '../../src/domains/applications/contracts/index.js';
import { type Action, canStillCome, countOf, isOver, statusAfter } from '../support/application-table.js';

export type Stage = 'first' | 'second';

/** What has to be true of one application. */
export interface Expected {
  readonly id: string;
  readonly trainee: number;
  status: ApplicationStatus;
  /** Which of the two plans counts. */
  plan: number;
  revision: number;
  /** Every step that was taken. */
  readonly story: ApplicationAction[];
  /** Facts that came too late. */
  readonly refused: Action[];
  /** The latest case of each stage, and what became of it. */
  readonly cases: Partial<
    Record<Stage, { readonly id: string; state: 'open' | 'decided' | 'closed'; decidedAt?: number }>
  >;
  /** On a published list whose publicity goes on. */
  isListed: boolean;
  trainingId?: string;
  exam?: { readonly id: string; readonly ticketNumber: string };
}

/** The table with a memory: what the platform has to show after each command. */
export class Model {
  readonly applications: Expected[] = [];

  latestOf(trainee: number): Expected | undefined {
    return this.applications.findLast((application) => application.trainee === trainee);
  }

  liveOf(trainee: number): Expected | undefined {
    const latest = this.latestOf(trainee);
    return latest && !isOver(latest.status) ? latest : undefined;
  }

  submit(trainee: number, plan: number, id: string): Expected {
    const application: Expected = {
      ...{ id, trainee, plan, status: 'submitted', revision: 1 },
      ...{ story: ['submit'], refused: [], cases: {}, isListed: false },
    };
    this.applications.push(application);
    return application;
  }

  /** Takes the step if the table allows it. */
  take(application: Expected, action: Action): boolean {
    const to = statusAfter(application.status, action);
    if (!to) return false;
    application.status = to;
    application.story.push(action);
    for (const reviewed of Object.values(application.cases)) if (reviewed.state === 'open') reviewed.state = 'closed';
    return true;
  }

  /** A fact from another domain: applied, or told as refused when it can no longer come. */
  hear(application: Expected, action: Action): void {
    if (this.take(application, action)) return;
    if (canStillCome(application.status, action)) throw new Error(`${action} would wait in ${application.status}`);
    application.refused.push(action);
  }

  /** The clock passes the end of every publicity. */
  publicityEnds(): void {
    for (const application of this.applications.filter(({ isListed }) => isListed)) {
      application.isListed = false;
      this.hear(application, 'admit');
    }
  }

  /** 报名情况统计 of a plan, counted anew. */
  statistics(plan: number) {
    return countOf(this.applications.filter((application) => application.plan === plan).map(({ status }) => status));
  }
}
