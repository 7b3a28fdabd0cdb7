import { Migration } from '@mikro-orm/migrations';

export class Migration20261123163331_create_review extends Migration {
  override name = 'Migration20261123163331_create_review';

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "review";`);
    this.addSql(
      `create table "review"."review_case" ("id" uuid not null, "version" int not null, "application_id" uuid not null, "stage" text not null, "revision" int not null, "submission" int null, "application_version" int not null, "plan_id" uuid not null, "base_id" uuid not null, "batch_id" uuid not null, "specialty" text not null, "masked_applicant_name" varchar(60) not null, "sending_unit" varchar(200) not null, "status" text not null, "submitted_at" timestamptz not null, "claimed_by" uuid null, "claimed_until" timestamptz null, "decided_by" uuid null, "decided_at" timestamptz null, "reason" text null, "findings" jsonb not null, "closed_at" timestamptz null, "closed_because" text null, primary key ("id"));`,
    );
    this.addSql(`create index "review_case_application_id_index" on "review"."review_case" ("application_id");`);
    this.addSql(`create index "review_case_queue_index" on "review"."review_case" ("base_id", "submitted_at", "id");`);
    this.addSql(`create index "review_case_province_index" on "review"."review_case" ("submitted_at", "id");`);
    this.addSql(
      `create index "review_case_claimed_by_index" on "review"."review_case" ("claimed_by") where status = 'claimed';`,
    );
    this.addSql(
      `create unique index "review_case_first_unique" on "review"."review_case" ("application_id", "revision") where stage = 'first';`,
    );
    this.addSql(
      `create unique index "review_case_second_unique" on "review"."review_case" ("application_id", "submission") where stage = 'second';`,
    );

    this.addSql(
      `create table "review"."reviewed_application" ("application_id" uuid not null, "version" int not null, "status" text not null, "revision" int not null, primary key ("application_id"));`,
    );

    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_submission_of_second_stage" check ((stage = 'second') = (submission is not null));`,
    );
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_holder_while_claimed" check ((status = 'claimed') = (claimed_by is not null and claimed_until is not null));`,
    );
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_decided_by_somebody" check ((status in ('passed', 'returned')) = (decided_by is not null and decided_at is not null));`,
    );
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_reason_of_return" check ((status = 'returned') = (reason is not null));`,
    );
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_stage_check" check ("stage" in ('first', 'second'));`,
    );
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_status_check" check ("status" in ('waiting', 'claimed', 'passed', 'returned', 'closed'));`,
    );
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_closed_because_check" check ("closed_because" in ('submitted', 'first_review_passed', 'first_review_returned', 'signature_submitted', 'second_review_passed', 'second_review_returned', 'publicized', 'admitted', 'not_admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated', 'withdrawn'));`,
    );

    this.addSql(
      `alter table "review"."reviewed_application" add constraint "reviewed_application_status_check" check ("status" in ('submitted', 'first_review_passed', 'first_review_returned', 'signature_submitted', 'second_review_passed', 'second_review_returned', 'publicized', 'admitted', 'not_admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated', 'withdrawn'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "review"."review_case" cascade;`);
    this.addSql(`drop table if exists "review"."reviewed_application" cascade;`);

    this.addSql(`drop schema if exists "review";`);
  }
}
