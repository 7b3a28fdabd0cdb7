import { Migration } from '@mikro-orm/migrations';

export class Migration20261123161126_create_platform extends Migration {
  override name = 'Migration20261123161126_create_platform';

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "platform";`);
    this.addSql(
      `create table "platform"."audit_record" ("id" uuid not null, "occurred_at" timestamptz(3) not null, "actor_id" uuid null, "actor_roles" varchar(120) not null, "action" varchar(120) not null, "subject_type" varchar(60) not null, "subject_id" varchar(120) not null, "trace_id" varchar(120) not null, "ip" varchar(45) null, "user_agent" varchar(300) null, "facts" jsonb not null, primary key ("id"));`,
    );
    this.addSql(`create index "audit_record_occurred_at_index" on "platform"."audit_record" ("occurred_at");`);
    this.addSql(`create index "audit_record_actor_id_index" on "platform"."audit_record" ("actor_id");`);
    this.addSql(`create index "audit_record_action_index" on "platform"."audit_record" ("action");`);
    this.addSql(`create index "audit_record_subject_id_index" on "platform"."audit_record" ("subject_id");`);

    this.addSql(
      `create table "platform"."audit_seal" ("position" int not null, "record_id" uuid not null, "hash" char(64) not null, "sealed_at" timestamptz not null, primary key ("position"));`,
    );
    this.addSql(
      `alter table "platform"."audit_seal" add constraint "audit_seal_record_id_unique" unique ("record_id");`,
    );

    this.addSql(
      `create table "platform"."ended_session" ("session_id" uuid not null, "forget_at" timestamptz not null, primary key ("session_id"));`,
    );
    this.addSql(`create index "ended_session_forget_at_index" on "platform"."ended_session" ("forget_at");`);

    this.addSql(
      `create table "platform"."idempotency_key" ("key" varchar(200) not null, "caller" varchar(120) not null, "route" varchar(300) not null, "request_hash" char(64) not null, "status" int null, "answer" jsonb null, "created_at" timestamptz not null, primary key ("key", "caller", "route"));`,
    );
    this.addSql(`create index "idempotency_key_created_at_index" on "platform"."idempotency_key" ("created_at");`);

    this.addSql(
      `create table "platform"."live_worker" ("worker_id" varchar(120) not null, "lock_key" int not null, primary key ("worker_id"));`,
    );

    this.addSql(
      `create table "platform"."local_clock" ("id" int not null, "offset_seconds" bigint not null, primary key ("id"));`,
    );

    this.addSql(
      `create table "platform"."local_outbox_entry" ("id" uuid not null, "sequence" bigserial, "kind" text not null, "to" varchar(254) null, "text" text not null, "code" varchar(20) null, "captcha_id" uuid null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "platform"."local_outbox_entry" add constraint "local_outbox_entry_sequence_unique" unique ("sequence");`,
    );
    this.addSql(`create index "local_outbox_entry_to_index" on "platform"."local_outbox_entry" ("to");`);

    this.addSql(
      `create table "platform"."outbox_message" ("id" uuid not null, "sequence" bigserial, "name" varchar(120) not null, "version" int not null, "aggregate_id" uuid not null, "aggregate_version" int not null, "payload" jsonb not null, "occurred_at" timestamptz not null, "transaction_id" xid8 not null default pg_current_xact_id(), primary key ("id"));`,
    );
    this.addSql(
      `alter table "platform"."outbox_message" add constraint "outbox_message_sequence_unique" unique ("sequence");`,
    );
    this.addSql(`create index "outbox_message_name_index" on "platform"."outbox_message" ("name");`);
    this.addSql(`create index "outbox_message_aggregate_id_index" on "platform"."outbox_message" ("aggregate_id");`);
    this.addSql(
      `create index "outbox_message_transaction_id_index" on "platform"."outbox_message" ("transaction_id");`,
    );

    this.addSql(
      `create table "platform"."receipt" ("message_id" uuid not null, "consumer" varchar(120) not null, "received_at" timestamptz not null, primary key ("message_id", "consumer"));`,
    );

    this.addSql(
      `create table "platform"."subscription" ("consumer" varchar(120) not null, "event_name" varchar(120) not null, primary key ("consumer", "event_name"));`,
    );

    this.addSql(
      `alter table "platform"."local_outbox_entry" add constraint "local_outbox_entry_kind_check" check ("kind" in ('sms', 'email', 'captcha'));`,
    );
    // hands each message to its consumers' queue in the transaction that publishes it: no message is ever overlooked,
    // and graphile-worker's own NOTIFY wakes the worker at the commit
    this.addSql(`create function "platform"."relay_message"() returns trigger language plpgsql as $$
      begin
        perform graphile_worker.add_job(s.consumer, json_build_object('messageId', new.id))
        from platform.subscription s where s.event_name = new.name;
        return null;
      end $$;`);
    this.addSql(
      `create trigger "relay_message" after insert on "platform"."outbox_message" for each row execute function "platform"."relay_message"();`,
    );

    this.addSql(`create function "platform"."announce_ended_session"() returns trigger language plpgsql as $$
      begin
        perform pg_notify('platform_ended_session', new.session_id::text);
        return null;
      end $$;`);
    this.addSql(
      `create trigger "announce_ended_session" after insert on "platform"."ended_session" for each row execute function "platform"."announce_ended_session"();`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "platform"."audit_record" cascade;`);
    this.addSql(`drop table if exists "platform"."audit_seal" cascade;`);
    this.addSql(`drop table if exists "platform"."ended_session" cascade;`);
    this.addSql(`drop table if exists "platform"."idempotency_key" cascade;`);
    this.addSql(`drop table if exists "platform"."live_worker" cascade;`);
    this.addSql(`drop table if exists "platform"."local_clock" cascade;`);
    this.addSql(`drop table if exists "platform"."local_outbox_entry" cascade;`);
    this.addSql(`drop table if exists "platform"."outbox_message" cascade;`);
    this.addSql(`drop table if exists "platform"."receipt" cascade;`);
    this.addSql(`drop table if exists "platform"."subscription" cascade;`);

    this.addSql(`drop schema if exists "platform" cascade;`);
  }
}
