import { quantiles } from './measure.js';
import type { TestPlatform } from '../support/platform.js';

const DECISIONS = 150;

/**
 * From the answer to a decision, which is its commit, until the trainee reads the new status: asked again and again, one
 * case after another, milliseconds. What a read takes is part of it.
 */
export async function decisionLatency(platform: TestPlatform) {
  const cases = await platform.em().execute<{ id: string; base: string; application: string; trainee: string }[]>(
    `select c.id, c.base_id as base, c.application_id as application, a.trainee_id as trainee
     from review.review_case c join applications.application a on a.id = c.application_id
     where c.status = 'waiting' and a.status = 'submitted' limit ?`,
    [DECISIONS],
  );
  if (cases.length < DECISIONS) throw new Error(`${cases.length} cases wait for a decision`);
  const latencies: number[] = [];
  const begun = performance.now();
  for (const { id, base, application, trainee } of cases) {
    const token = platform.token({ roles: ['base_admin'], baseIds: [base] });
    const { body } = await platform.call('POST', `/management/reviews/${id}/claim`, { token });
    const headers = { 'if-match': `"${body.version}"` };
    const decision = { token, headers, body: { outcome: 'passed' } };
    const { status } = await platform.call('POST', `/management/reviews/${id}/decision`, decision);
    if (status !== 200) throw new Error(`the decision: ${status}`);
    const decided = performance.now();
    const reader = { token: platform.token({ id: trainee, roles: ['trainee'] }) };
    while ((await platform.call('GET', `/applications/${application}`, reader)).body.status === 'submitted');
    latencies.push(performance.now() - decided);
  }
  return { rate: (DECISIONS * 1000) / (performance.now() - begun), ...quantiles(latencies) };
}
