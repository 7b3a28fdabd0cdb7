-- What the role that the platform runs as may do: work with every table, and own none. Whoever owns a table can switch
-- its guards off; this role can only add to the audit trail. Run by the owner after each migration:
--   psql "$OWNERS_DATABASE_URL" --set ON_ERROR_STOP=1 --set app=platform_app --single-transaction --file deploy/grants.sql
grant usage on schema
  platform, accounts, recruitment, applications, review, publicity, exams, notifications, graphile_worker to :"app";
grant select, insert, update, delete on all tables in schema
  platform, accounts, recruitment, applications, review, publicity, exams, notifications, graphile_worker to :"app";
grant usage, select on all sequences in schema
  platform, accounts, recruitment, applications, review, publicity, exams, notifications, graphile_worker to :"app";

revoke update, delete on platform.audit_record, platform.audit_seal from :"app";
revoke delete on platform.audit_head from :"app";
revoke insert, update, delete on
  platform.migration, accounts.migration, recruitment.migration, applications.migration, review.migration,
  publicity.migration, exams.migration, notifications.migration, graphile_worker.migrations from :"app";

-- the queue's tables let nobody but their owner see a row, unless a policy says so
drop policy if exists app on graphile_worker._private_jobs;
drop policy if exists app on graphile_worker._private_job_queues;
drop policy if exists app on graphile_worker._private_tasks;
drop policy if exists app on graphile_worker._private_known_crontabs;
create policy app on graphile_worker._private_jobs to :"app" using (true) with check (true);
create policy app on graphile_worker._private_job_queues to :"app" using (true) with check (true);
create policy app on graphile_worker._private_tasks to :"app" using (true) with check (true);
create policy app on graphile_worker._private_known_crontabs to :"app" using (true) with check (true);
