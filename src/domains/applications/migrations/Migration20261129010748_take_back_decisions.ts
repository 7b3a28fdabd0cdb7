import { Migration } from '@mikro-orm/migrations';

export class Migration20261129010748_take_back_decisions extends Migration {
  override name = 'Migration20261129010748_take_back_decisions';

  override up(): void | Promise<void> {
    this.addSql(`alter table "applications"."issued_form" add "revoked_at" timestamptz null;`);

    this.addSql(`alter table "applications"."timeline_entry" drop constraint "timeline_entry_action_check";`);
    this.addSql(
      `alter table "applications"."timeline_entry" add constraint "timeline_entry_action_check" check ("action" in ('submit', 'pass-first-review', 'return-from-first-review', 'reopen-first-review', 'resubmit', 'submit-signature-pages', 'pass-second-review', 'return-from-second-review', 'reopen-second-review', 'publicize', 'admit', 'refuse-after-objection', 'refuse-unlisted', 'start-training', 'complete-training', 'schedule-exam', 'graduate', 'fail-exam', 'withdraw'));`,
    );

    this.addSql(`alter table "applications"."waiting_fact" drop constraint "waiting_fact_action_check";`);
    this.addSql(
      `alter table "applications"."waiting_fact" add constraint "waiting_fact_action_check" check ("action" in ('submit', 'pass-first-review', 'return-from-first-review', 'reopen-first-review', 'resubmit', 'submit-signature-pages', 'pass-second-review', 'return-from-second-review', 'reopen-second-review', 'publicize', 'admit', 'refuse-after-objection', 'refuse-unlisted', 'start-training', 'complete-training', 'schedule-exam', 'graduate', 'fail-exam', 'withdraw'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "applications"."issued_form" drop column "revoked_at";`);

    this.addSql(`alter table "applications"."timeline_entry" drop constraint "timeline_entry_action_check";`);
    this.addSql(
      `alter table "applications"."timeline_entry" add constraint "timeline_entry_action_check" check ("action" in ('submit', 'pass-first-review', 'return-from-first-review', 'resubmit', 'submit-signature-pages', 'pass-second-review', 'return-from-second-review', 'publicize', 'admit', 'refuse-after-objection', 'refuse-unlisted', 'start-training', 'complete-training', 'schedule-exam', 'graduate', 'fail-exam', 'withdraw'));`,
    );

    this.addSql(`alter table "applications"."waiting_fact" drop constraint "waiting_fact_action_check";`);
    this.addSql(
      `alter table "applications"."waiting_fact" add constraint "waiting_fact_action_check" check ("action" in ('submit', 'pass-first-review', 'return-from-first-review', 'resubmit', 'submit-signature-pages', 'pass-second-review', 'return-from-second-review', 'publicize', 'admit', 'refuse-after-objection', 'refuse-unlisted', 'start-training', 'complete-training', 'schedule-exam', 'graduate', 'fail-exam', 'withdraw'));`,
    );
  }
}
