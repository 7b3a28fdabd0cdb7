import { Migration } from '@mikro-orm/migrations';

const ROLES = [
  'trainee',
  'base_admin',
  'province_admin',
  'system_admin',
  'auditor',
  'integration',
  'anyone',
  'platform',
];

export class Migration20261125025629_key_the_audit_chain extends Migration {
  override name = 'Migration20261125025629_key_the_audit_chain';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "platform"."audit_head" ("id" smallint not null, "position" int not null, "hash" char(64) not null, "sealed_at" timestamptz(3) not null, "keyed_from" int not null, "proof" char(64) not null, primary key ("id"));`,
    );

    this.addSql(`drop index "platform"."audit_record_action_index";`);
    this.addSql(`drop index "platform"."audit_record_actor_id_index";`);
    this.addSql(`drop index "platform"."audit_record_occurred_at_index";`);
    this.addSql(`drop index "platform"."audit_record_subject_id_index";`);
    this.addSql(`create index "audit_record_occurred_at_id_index" on "platform"."audit_record" ("occurred_at", "id");`);
    this.addSql(
      `create index "audit_record_actor_id_occurred_at_id_index" on "platform"."audit_record" ("actor_id", "occurred_at", "id");`,
    );
    this.addSql(
      `create index "audit_record_action_occurred_at_id_index" on "platform"."audit_record" ("action", "occurred_at", "id");`,
    );
    this.addSql(
      `create index "audit_record_subject_type_occurred_at_id_index" on "platform"."audit_record" ("subject_type", "occurred_at", "id");`,
    );
    this.addSql(
      `create index "audit_record_subject_id_occurred_at_id_index" on "platform"."audit_record" ("subject_id", "occurred_at", "id");`,
    );
    this.addSql(
      `create index "audit_record_trace_id_occurred_at_id_index" on "platform"."audit_record" ("trace_id", "occurred_at", "id");`,
    );
    this.addSql(
      `create index "audit_record_ip_occurred_at_id_index" on "platform"."audit_record" ("ip", "occurred_at", "id");`,
    );

    // what was sealed until now was sealed without a key; only the application has it, so that nothing is sealed anew here
    this.addSql(`alter table "platform"."audit_seal" add "scheme" smallint not null default 1;`);
    this.addSql(`alter table "platform"."audit_seal" alter column "scheme" drop default;`);
    this.addSql(
      `alter table "platform"."audit_seal" alter column "sealed_at" type timestamptz(3) using ("sealed_at"::timestamptz(3));`,
    );
    this.addSql(`alter table "platform"."audit_seal" add constraint "audit_seal_position" check (position > 0);`);
    this.addSql(`alter table "platform"."audit_seal" add constraint "audit_seal_scheme" check (scheme in (1, 2));`);

    this.addSql(`alter table "platform"."unsealed_audit_record" add "sequence" bigserial;`);
    this.addSql(
      `alter table "platform"."unsealed_audit_record" add constraint "unsealed_audit_record_sequence_unique" unique ("sequence");`,
    );

    this.addSql(`alter table "platform"."audit_head" add constraint "audit_head_is_one" check (id = 1);`);

    // an actor may have several roles, and an index in the order of time serves one
    for (const role of ROLES) {
      this.addSql(
        `create index "audit_record_of_${role}_index" on "platform"."audit_record" ("occurred_at", "id") where '${role}' = any(string_to_array("actor_roles", ','));`,
      );
    }

    this.addSql(`create function "platform"."refuse_change"() returns trigger language plpgsql as $$
      begin
        raise exception '%.% is only ever added to', tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
      end $$;`);
    for (const table of ['audit_record', 'audit_seal']) {
      this.addSql(
        `create trigger "only_added_to" before update or delete or truncate on "platform"."${table}" for each statement execute function "platform"."refuse_change"();`,
      );
    }
    this.addSql(
      `create trigger "only_moved_on" before delete or truncate on "platform"."audit_head" for each statement execute function "platform"."refuse_change"();`,
    );
    this.addSql(
      `create trigger "never_moved_back" before update on "platform"."audit_head" for each row when (new.position <= old.position) execute function "platform"."refuse_change"();`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger if exists "only_added_to" on "platform"."audit_record";`);
    this.addSql(`drop trigger if exists "only_added_to" on "platform"."audit_seal";`);
    this.addSql(`drop table if exists "platform"."audit_head" cascade;`);
    this.addSql(`drop function if exists "platform"."refuse_change";`);
    for (const role of ROLES) this.addSql(`drop index "platform"."audit_record_of_${role}_index";`);

    this.addSql(`drop index "platform"."audit_record_occurred_at_id_index";`);
    this.addSql(`drop index "platform"."audit_record_actor_id_occurred_at_id_index";`);
    this.addSql(`drop index "platform"."audit_record_action_occurred_at_id_index";`);
    this.addSql(`drop index "platform"."audit_record_subject_type_occurred_at_id_index";`);
    this.addSql(`drop index "platform"."audit_record_subject_id_occurred_at_id_index";`);
    this.addSql(`drop index "platform"."audit_record_trace_id_occurred_at_id_index";`);
    this.addSql(`drop index "platform"."audit_record_ip_occurred_at_id_index";`);
    this.addSql(`create index "audit_record_action_index" on "platform"."audit_record" ("action");`);
    this.addSql(`create index "audit_record_actor_id_index" on "platform"."audit_record" ("actor_id");`);
    this.addSql(`create index "audit_record_occurred_at_index" on "platform"."audit_record" ("occurred_at");`);
    this.addSql(`create index "audit_record_subject_id_index" on "platform"."audit_record" ("subject_id");`);

    this.addSql(`alter table "platform"."audit_seal" drop constraint "audit_seal_position";`);
    this.addSql(`alter table "platform"."audit_seal" drop constraint "audit_seal_scheme";`);
    this.addSql(`alter table "platform"."audit_seal" drop column "scheme";`);
    this.addSql(
      `alter table "platform"."audit_seal" alter column "sealed_at" type timestamptz(6) using ("sealed_at"::timestamptz(6));`,
    );

    this.addSql(
      `alter table "platform"."unsealed_audit_record" drop constraint "unsealed_audit_record_sequence_unique";`,
    );
    this.addSql(`alter table "platform"."unsealed_audit_record" drop column "sequence";`);
  }
}
