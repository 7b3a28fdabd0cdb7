import { recruitment } from '../src/domains/recruitment/recruitment.module.js';
import { RebuildStatistics } from '../src/domains/recruitment/statistics/rebuild-statistics.js';
import { withDomains } from './with-domains.js';

// npm run rebuild-statistics: counts 报名情况统计 anew from the events; the platform may be running meanwhile
const { applications, correctedPlans } = await withDomains(
  () => [recruitment],
  (context) => context.get(RebuildStatistics, { strict: false }).run(),
);
console.log(`${applications} applications counted; the figures of ${correctedPlans} plans were corrected`);
