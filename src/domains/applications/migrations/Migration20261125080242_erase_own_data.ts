import { Migration } from '@mikro-orm/migrations';

export class Migration20261125080242_erase_own_data extends Migration {
  override name = 'Migration20261125080242_erase_own_data';

  override up(): void | Promise<void> {
    this.addSql(`alter table "applications"."application" add "erased_at" timestamptz null;`);

    this.addSql(`create function "applications"."is_erased"(uuid) returns boolean language sql stable as $$
      select exists (select from "applications"."application" where id = $1 and erased_at is not null)
    $$;`);
    this.addSql(`create or replace function "applications"."refuse_change"() returns trigger language plpgsql as $$
      begin
        if tg_table_name = 'revision' and tg_op = 'DELETE' and "applications"."is_erased"(old.application_id) then
          return old;
        end if;
        if tg_table_name = 'timeline_entry' and tg_op = 'UPDATE' and "applications"."is_erased"(old.application_id)
           and to_jsonb(new) = to_jsonb(old) || '{"reason": null}' then
          return new;
        end if;
        raise exception '% rows are written once', tg_table_name using errcode = 'restrict_violation';
      end $$;`);
    this
      .addSql(`create or replace function "applications"."refuse_change_of_page"() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and "applications"."is_erased"(old.application_id) then
          return old;
        end if;
        if tg_op = 'DELETE' or to_jsonb(new) - '{status,thumbnail_key,checked_at}'::text[]
             is distinct from to_jsonb(old) - '{status,thumbnail_key,checked_at}'::text[] then
          raise exception 'signature_page rows are written once' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`create or replace function "applications"."refuse_change"() returns trigger language plpgsql as $$
      begin
        raise exception '% rows are written once', tg_table_name using errcode = 'restrict_violation';
      end $$;`);
    this
      .addSql(`create or replace function "applications"."refuse_change_of_page"() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' or to_jsonb(new) - '{status,thumbnail_key,checked_at}'::text[]
             is distinct from to_jsonb(old) - '{status,thumbnail_key,checked_at}'::text[] then
          raise exception 'signature_page rows are written once' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;`);
    this.addSql(`drop function "applications"."is_erased"(uuid);`);
    this.addSql(`alter table "applications"."application" drop column "erased_at";`);
  }
}
