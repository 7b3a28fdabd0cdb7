import { Migration } from '@mikro-orm/migrations';

export class Migration20261128213515_order_queue_by_its_filters extends Migration {
  override name = 'Migration20261128213515_order_queue_by_its_filters';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "review"."review_case" add "resubmitted" boolean generated always as (case stage when 'first' then revision > 1 else submission > 1 end) stored not null;`,
    );
    this.addSql(
      `create index "review_case_open_queue_index" on "review"."review_case" ("base_id", "submitted_at", "id") where status in ('waiting', 'claimed');`,
    );
    this.addSql(
      `create index "review_case_open_province_index" on "review"."review_case" ("submitted_at", "id") where status in ('waiting', 'claimed');`,
    );
    this.addSql(
      `create index "review_case_open_again_index" on "review"."review_case" ("submitted_at", "id") where status in ('waiting', 'claimed') and resubmitted;`,
    );
    this.addSql(
      `create index "review_case_status_queue_index" on "review"."review_case" ("base_id", "status", "submitted_at", "id");`,
    );
    this.addSql(
      `create index "review_case_status_province_index" on "review"."review_case" ("status", "submitted_at", "id");`,
    );
    this.addSql(`create index "review_case_batch_index" on "review"."review_case" ("batch_id", "submitted_at", "id");`);
    this.addSql(`create index "review_case_plan_index" on "review"."review_case" ("plan_id", "submitted_at", "id");`);
    this.addSql(
      `create index "review_case_decided_index" on "review"."review_case" ("base_id", "decided_at", "id") where decided_at is not null;`,
    );
    this.addSql(
      `create index "review_case_decided_province_index" on "review"."review_case" ("decided_at", "id") where decided_at is not null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "review"."review_case_open_queue_index";`);
    this.addSql(`drop index "review"."review_case_open_province_index";`);
    this.addSql(`drop index "review"."review_case_open_again_index";`);
    this.addSql(`drop index "review"."review_case_status_queue_index";`);
    this.addSql(`drop index "review"."review_case_status_province_index";`);
    this.addSql(`drop index "review"."review_case_batch_index";`);
    this.addSql(`drop index "review"."review_case_plan_index";`);
    this.addSql(`drop index "review"."review_case_decided_index";`);
    this.addSql(`drop index "review"."review_case_decided_province_index";`);
    this.addSql(`alter table "review"."review_case" drop column "resubmitted";`);
  }
}
