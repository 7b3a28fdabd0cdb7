import { Migration } from '@mikro-orm/migrations';

export class Migration20261123164332_create_exams extends Migration {
  override name = 'Migration20261123164332_create_exams';

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "exams";`);
    this.addSql(
      `create table "exams"."exam" ("id" uuid not null, "version" int not null, "base_id" uuid not null, "batch_id" uuid null, "title" varchar(100) not null, "starts_at" timestamptz not null, "ends_at" timestamptz null, "place" varchar(100) not null, "address" varchar(200) null, "rules" text not null, "status" text not null, "room_count" int not null, "place_count" int not null, "candidate_count" int not null, "result_count" int not null, "seating_seed" varchar(64) null, "year" int null, "number_in_year" int null, "published_at" timestamptz null, "results_published_at" timestamptz null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "exam_base_id_starts_at_id_index" on "exams"."exam" ("base_id", "starts_at", "id");`);
    this.addSql(
      `alter table "exams"."exam" add constraint "exam_year_number_in_year_unique" unique ("year", "number_in_year");`,
    );

    this.addSql(
      `create table "exams"."exam_room" ("id" uuid not null, "exam_id" uuid not null, "name" varchar(50) not null, "capacity" int not null, "position" int not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "exams"."exam_room" add constraint "exam_room_exam_id_name_unique" unique ("exam_id", "name");`,
    );
    this.addSql(
      `alter table "exams"."exam_room" add constraint "exam_room_exam_id_position_unique" unique ("exam_id", "position");`,
    );
    this.addSql(
      `alter table "exams"."exam_room" add constraint "exam_room_fits" unique ("exam_id", "id", "capacity");`,
    );

    this.addSql(
      `create table "exams"."exam_year" ("year" int not null, "last_number" int not null, primary key ("year"));`,
    );

    this.addSql(
      `create table "exams"."known_plan" ("id" uuid not null, "version" int not null, "base_id" uuid not null, "base_name" varchar(200) not null, "batch_id" uuid not null, "batch_name" varchar(200) not null, "specialty" text not null, "changed_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "known_plan_base_id_index" on "exams"."known_plan" ("base_id");`);

    this.addSql(
      `create table "exams"."seat" ("id" uuid not null, "version" int not null, "exam_id" uuid not null, "room_id" uuid not null, "room_capacity" int not null, "number" int not null, "training_id" uuid not null, "trainee_id" uuid not null, "ticket_number" varchar(15) null, "outcome" text null, "score" numeric(4,1) null, "closed_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "seat_trainee_id_index" on "exams"."seat" ("trainee_id");`);
    this.addSql(`alter table "exams"."seat" add constraint "seat_ticket_number_unique" unique ("ticket_number");`);
    this.addSql(
      `alter table "exams"."seat" add constraint "seat_exam_id_training_id_unique" unique ("exam_id", "training_id");`,
    );
    this.addSql(`alter table "exams"."seat" add constraint "seat_room_id_number_unique" unique ("room_id", "number");`);
    this.addSql(
      `create unique index "seat_one_open_per_candidate" on "exams"."seat" ("training_id") where closed_at is null;`,
    );

    this.addSql(
      `create table "exams"."training_record" ("id" uuid not null, "version" int not null, "application_id" uuid not null, "application_version" int not null, "trainee_id" uuid not null, "plan_id" uuid not null, "base_id" uuid not null, "batch_id" uuid not null, "specialty" text not null, "name" text not null, "masked_name" varchar(60) not null, "id_number" text not null, "sending_unit" varchar(200) not null, "photo_key" varchar(200) null, "status" text not null, "admitted_at" timestamptz not null, "started_on" date null, "completed_on" date null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "exams"."training_record" add constraint "training_record_application_id_unique" unique ("application_id");`,
    );
    this.addSql(`create index "training_record_trainee_id_index" on "exams"."training_record" ("trainee_id");`);
    this.addSql(`create index "training_record_plan_id_index" on "exams"."training_record" ("plan_id");`);
    this.addSql(
      `create index "training_record_base_id_admitted_at_id_index" on "exams"."training_record" ("base_id", "admitted_at", "id");`,
    );

    this.addSql(
      `alter table "exams"."exam" add constraint "exam_ends_after_start" check (ends_at is null or ends_at > starts_at);`,
    );
    this.addSql(
      `alter table "exams"."exam" add constraint "exam_counts" check (candidate_count <= place_count and result_count <= candidate_count);`,
    );
    this.addSql(
      `alter table "exams"."exam" add constraint "exam_status_check" check ("status" in ('draft', 'seated', 'published', 'results_published'));`,
    );

    this.addSql(
      `alter table "exams"."exam_room" add constraint "exam_room_capacity" check (capacity between 1 and 999);`,
    );

    this.addSql(
      `alter table "exams"."exam_year" add constraint "exam_year_last_number" check (last_number between 1 and 999);`,
    );

    this.addSql(
      `alter table "exams"."known_plan" add constraint "known_plan_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );

    this.addSql(
      `alter table "exams"."seat" add constraint "seat_within_capacity" check (number between 1 and room_capacity);`,
    );
    this.addSql(
      `alter table "exams"."seat" add constraint "seat_score" check (score is null or (score between 0 and 999.9 and coalesce(outcome, 'absent') <> 'absent'));`,
    );
    this.addSql(
      `alter table "exams"."seat" add constraint "seat_result_published" check (closed_at is null or outcome is not null);`,
    );
    this.addSql(
      `alter table "exams"."seat" add constraint "seat_outcome_check" check ("outcome" in ('passed', 'failed', 'absent'));`,
    );

    this.addSql(
      `alter table "exams"."training_record" add constraint "training_record_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );
    this.addSql(
      `alter table "exams"."training_record" add constraint "training_record_status_check" check ("status" in ('not_started', 'in_training', 'completed', 'graduated'));`,
    );

    this.addSql(
      `alter table "exams"."exam_room" add constraint "exam_room_of_exam" foreign key ("exam_id") references "exams"."exam" ("id");`,
    );
    // the capacity goes along, so that the check on the seat's number holds for the room as it is: no room overflows
    this.addSql(
      `alter table "exams"."seat" add constraint "seat_in_room" foreign key ("exam_id", "room_id", "room_capacity") references "exams"."exam_room" ("exam_id", "id", "capacity");`,
    );
    this.addSql(
      `alter table "exams"."seat" add constraint "seat_of_candidate" foreign key ("training_id") references "exams"."training_record" ("id");`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "exams"."exam" cascade;`);
    this.addSql(`drop table if exists "exams"."exam_room" cascade;`);
    this.addSql(`drop table if exists "exams"."exam_year" cascade;`);
    this.addSql(`drop table if exists "exams"."known_plan" cascade;`);
    this.addSql(`drop table if exists "exams"."seat" cascade;`);
    this.addSql(`drop table if exists "exams"."training_record" cascade;`);

    this.addSql(`drop schema if exists "exams";`);
  }
}
