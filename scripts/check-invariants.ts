import { chosenDomains } from '../src/app.module.js';
import { CheckInvariants } from '../src/platform/invariants/check-invariants.js';
import { withDomains } from './with-domains.js';

// npm run check-invariants: looks for impossible states now, and ends with 1 when there are any
const outcomes = await withDomains(chosenDomains, (context) => context.get(CheckInvariants).run());
for (const { code, violations, subjectType, subjectIds } of outcomes) {
  console.log(
    violations === 0
      ? `holds     ${code}`
      : `violated  ${code}: ${violations} × ${subjectType} ${subjectIds.join(' ')}`,
  );
}
const violated = outcomes.filter(({ violations }) => violations > 0).length;
console.log(`${outcomes.length} invariants, ${violated} violated`);
process.exitCode = violated === 0 ? 0 : 1;
