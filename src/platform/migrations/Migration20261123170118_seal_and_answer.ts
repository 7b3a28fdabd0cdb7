import { Migration } from '@mikro-orm/migrations';

export class Migration20261123170118_seal_and_answer extends Migration {
  override name = 'Migration20261123170118_seal_and_answer';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "platform"."unsealed_audit_record" ("record_id" uuid not null, primary key ("record_id"));`,
    );

    this.addSql(`insert into "platform"."unsealed_audit_record" select id from "platform"."audit_record" r
      where not exists (select from "platform"."audit_seal" s where s.record_id = r.id);`);
    this.addSql(`create function "platform"."await_seal"() returns trigger language plpgsql as $$
      begin
        insert into platform.unsealed_audit_record select id from recorded;
        return null;
      end $$;`);
    this.addSql(
      `create trigger "await_seal" after insert on "platform"."audit_record" referencing new table as recorded for each statement execute function "platform"."await_seal"();`,
    );

    this.addSql(`alter table "platform"."idempotency_key" add "headers" jsonb null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger if exists "await_seal" on "platform"."audit_record";`);
    this.addSql(`drop function if exists "platform"."await_seal";`);
    this.addSql(`drop table if exists "platform"."unsealed_audit_record" cascade;`);

    this.addSql(`alter table "platform"."idempotency_key" drop column "headers";`);
  }
}
