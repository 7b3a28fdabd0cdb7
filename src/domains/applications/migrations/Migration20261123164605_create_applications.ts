import { Migration } from '@mikro-orm/migrations';

export class Migration20261123164605_create_applications extends Migration {
  override name = 'Migration20261123164605_create_applications';

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "applications";`);
    this.addSql(
      `create table "applications"."account_contact" ("account_id" uuid not null, "phone" text not null, "email" text null, "version" int not null, primary key ("account_id"));`,
    );

    this.addSql(
      `create table "applications"."applicant" ("id" uuid not null, "name" text not null, "masked_name" varchar(60) not null, "id_number" text not null, primary key ("id"));`,
    );

    this.addSql(
      `create table "applications"."application" ("id" uuid not null, "trainee_id" uuid not null, "plan_id" uuid not null, "base_id" uuid not null, "batch_id" uuid not null, "specialty" text not null, "status" text not null, "revision" int not null, "submission" int not null, "sending_unit" varchar(100) not null, "name" text not null, "masked_name" varchar(60) not null, "id_number" text not null, "photo_key" varchar(200) null, "reason" text null, "findings" jsonb not null, "seat_id" uuid null, "submitted_at" timestamptz not null, "status_changed_at" timestamptz not null, "version" int not null, primary key ("id"));`,
    );
    this.addSql(
      `create index "application_trainee_id_submitted_at_id_index" on "applications"."application" ("trainee_id", "submitted_at", "id");`,
    );
    this.addSql(
      `create index "application_base_id_submitted_at_id_index" on "applications"."application" ("base_id", "submitted_at", "id");`,
    );
    this.addSql(
      `create index "application_plan_id_submitted_at_id_index" on "applications"."application" ("plan_id", "submitted_at", "id");`,
    );
    this.addSql(
      `create index "application_batch_id_submitted_at_id_index" on "applications"."application" ("batch_id", "submitted_at", "id");`,
    );
    this.addSql(
      `create unique index "application_one_live_per_batch" on "applications"."application" ("trainee_id", "batch_id") where status not in ('withdrawn', 'not_admitted');`,
    );

    this.addSql(
      `create table "applications"."attachment" ("id" uuid not null, "trainee_id" uuid not null, "kind" text not null, "file_name" varchar(200) not null, "media_type" varchar(40) not null, "size" int not null, "sha256" char(64) not null, "object_key" varchar(200) not null, "uploaded_at" timestamptz not null, "deleted_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "applications"."attachment" add constraint "attachment_object_key_unique" unique ("object_key");`,
    );
    this.addSql(`create index "attachment_deleted_at_index" on "applications"."attachment" ("deleted_at");`);
    this.addSql(
      `create index "attachment_trainee_id_uploaded_at_id_index" on "applications"."attachment" ("trainee_id", "uploaded_at", "id");`,
    );

    this.addSql(
      `create table "applications"."issued_form" ("number" varchar(20) not null, "application_id" uuid not null, "revision" int not null, "issued_at" timestamptz not null, primary key ("number"));`,
    );
    this.addSql(
      `alter table "applications"."issued_form" add constraint "issued_form_application_id_revision_unique" unique ("application_id", "revision");`,
    );

    this.addSql(
      `create table "applications"."known_plan" ("id" uuid not null, "version" int not null, "status" text not null, "specialty" text not null, "base_id" uuid not null, "base_name" varchar(200) not null, "base_suspended" boolean not null, "batch_id" uuid not null, "batch_name" varchar(200) not null, "opens_at" timestamptz not null, "closes_at" timestamptz not null, "resubmission_grace_days" int not null, "requirements" jsonb not null, primary key ("id"));`,
    );

    this.addSql(
      `create table "applications"."personal_info" ("trainee_id" uuid not null, "form" text not null, "version" int not null, "updated_at" timestamptz not null, primary key ("trainee_id"));`,
    );

    this.addSql(
      `create table "applications"."revision" ("id" uuid not null, "application_id" uuid not null, "number" int not null, "plan_id" uuid not null, "base_id" uuid not null, "base_name" varchar(200) not null, "batch_name" varchar(200) not null, "specialty" text not null, "sending_unit" varchar(100) not null, "form" text not null, "attachments" jsonb not null, "submitted_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "applications"."revision" add constraint "revision_application_id_number_unique" unique ("application_id", "number");`,
    );

    this.addSql(
      `create table "applications"."signature_page" ("id" uuid not null, "sequence" bigserial, "application_id" uuid not null, "submission" int null, "file_name" varchar(200) not null, "media_type" varchar(40) not null, "size" int not null, "sha256" char(64) not null, "object_key" varchar(200) not null, "uploaded_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "applications"."signature_page" add constraint "signature_page_sequence_unique" unique ("sequence");`,
    );
    this.addSql(
      `alter table "applications"."signature_page" add constraint "signature_page_object_key_unique" unique ("object_key");`,
    );
    this.addSql(
      `create index "signature_page_application_id_sequence_index" on "applications"."signature_page" ("application_id", "sequence");`,
    );

    this.addSql(
      `create table "applications"."timeline_entry" ("id" uuid not null, "sequence" bigserial, "application_id" uuid not null, "at" timestamptz not null, "actor" text not null, "action" text not null, "outcome" text not null, "from_status" text null, "to_status" text not null, "revision" int not null, "submission" int null, "reason" text null, "refusal" varchar(80) null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "applications"."timeline_entry" add constraint "timeline_entry_sequence_unique" unique ("sequence");`,
    );
    this.addSql(
      `create index "timeline_entry_application_id_sequence_index" on "applications"."timeline_entry" ("application_id", "sequence");`,
    );

    this.addSql(
      `create table "applications"."waiting_fact" ("id" uuid not null, "application_id" uuid not null, "action" text not null, "at" timestamptz not null, "reason" text null, "seat_id" uuid null, primary key ("id"));`,
    );
    this.addSql(
      `create index "waiting_fact_application_id_index" on "applications"."waiting_fact" ("application_id");`,
    );

    this.addSql(
      `alter table "applications"."application" add constraint "application_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );
    this.addSql(
      `alter table "applications"."application" add constraint "application_status_check" check ("status" in ('submitted', 'first_review_passed', 'first_review_returned', 'signature_submitted', 'second_review_passed', 'second_review_returned', 'publicized', 'admitted', 'not_admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated', 'withdrawn'));`,
    );

    this.addSql(
      `alter table "applications"."attachment" add constraint "attachment_kind_check" check ("kind" in ('photo', 'id-card-front', 'id-card-back', 'education-certificate', 'degree-certificate', 'medical-qualification-certificate', 'practising-certificate', 'title-certificate', 'other'));`,
    );

    this.addSql(
      `alter table "applications"."known_plan" add constraint "known_plan_status_check" check ("status" in ('draft', 'published', 'closed'));`,
    );
    this.addSql(
      `alter table "applications"."known_plan" add constraint "known_plan_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );

    this.addSql(
      `alter table "applications"."revision" add constraint "revision_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );

    this.addSql(
      `alter table "applications"."timeline_entry" add constraint "timeline_entry_actor_check" check ("actor" in ('trainee', 'base_admin', 'province_admin', 'platform'));`,
    );
    this.addSql(
      `alter table "applications"."timeline_entry" add constraint "timeline_entry_action_check" check ("action" in ('submit', 'pass-first-review', 'return-from-first-review', 'resubmit', 'submit-signature-pages', 'pass-second-review', 'return-from-second-review', 'publicize', 'admit', 'refuse-after-objection', 'refuse-unlisted', 'start-training', 'complete-training', 'schedule-exam', 'graduate', 'fail-exam', 'withdraw'));`,
    );
    this.addSql(
      `alter table "applications"."timeline_entry" add constraint "timeline_entry_outcome_check" check ("outcome" in ('applied', 'refused'));`,
    );
    this.addSql(
      `alter table "applications"."timeline_entry" add constraint "timeline_entry_from_status_check" check ("from_status" in ('submitted', 'first_review_passed', 'first_review_returned', 'signature_submitted', 'second_review_passed', 'second_review_returned', 'publicized', 'admitted', 'not_admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated', 'withdrawn'));`,
    );
    this.addSql(
      `alter table "applications"."timeline_entry" add constraint "timeline_entry_to_status_check" check ("to_status" in ('submitted', 'first_review_passed', 'first_review_returned', 'signature_submitted', 'second_review_passed', 'second_review_returned', 'publicized', 'admitted', 'not_admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated', 'withdrawn'));`,
    );

    this.addSql(
      `alter table "applications"."waiting_fact" add constraint "waiting_fact_action_check" check ("action" in ('submit', 'pass-first-review', 'return-from-first-review', 'resubmit', 'submit-signature-pages', 'pass-second-review', 'return-from-second-review', 'publicize', 'admit', 'refuse-after-objection', 'refuse-unlisted', 'start-training', 'complete-training', 'schedule-exam', 'graduate', 'fail-exam', 'withdraw'));`,
    );
    // what was submitted is never changed and never lost, whatever the code above the database does
    this.addSql(`create function "applications"."refuse_change"() returns trigger language plpgsql as $$
      begin
        raise exception '% rows are written once', tg_table_name using errcode = 'restrict_violation';
      end $$;`);
    this.addSql(
      `create trigger "revision_is_frozen" before update or delete on "applications"."revision" for each row execute function "applications"."refuse_change"();`,
    );
    this.addSql(
      `create trigger "timeline_is_frozen" before update or delete on "applications"."timeline_entry" for each row execute function "applications"."refuse_change"();`,
    );
    this.addSql(
      `create trigger "submitted_page_is_frozen" before update or delete on "applications"."signature_page" for each row when (old.submission is not null) execute function "applications"."refuse_change"();`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "applications"."account_contact" cascade;`);
    this.addSql(`drop table if exists "applications"."applicant" cascade;`);
    this.addSql(`drop table if exists "applications"."application" cascade;`);
    this.addSql(`drop table if exists "applications"."attachment" cascade;`);
    this.addSql(`drop table if exists "applications"."issued_form" cascade;`);
    this.addSql(`drop table if exists "applications"."known_plan" cascade;`);
    this.addSql(`drop table if exists "applications"."personal_info" cascade;`);
    this.addSql(`drop table if exists "applications"."revision" cascade;`);
    this.addSql(`drop table if exists "applications"."signature_page" cascade;`);
    this.addSql(`drop table if exists "applications"."timeline_entry" cascade;`);
    this.addSql(`drop table if exists "applications"."waiting_fact" cascade;`);

    this.addSql(`drop function if exists "applications"."refuse_change"();`);
    this.addSql(`drop schema if exists "applications";`);
  }
}
