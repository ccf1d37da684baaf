import { type LineState, lineStates, lineSteps } from '@/lib/hours/rules/approval'

/**
 * What the tables themselves can't say: who may see which rows, what can never change, who can't be in two places.
 * Runs after the migrations at every start, each statement safe to repeat.
 */
export const roles = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'werkstroom_tenant') then create role werkstroom_tenant nologin; end if;
  if not exists (select from pg_roles where rolname = 'werkstroom_system') then create role werkstroom_system nologin; end if;
  if not exists (select from pg_roles where rolname = 'werkstroom_search') then create role werkstroom_search nologin; end if;
end $$;`

export const extensions = `
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists citext;`

/** Every table with organization_id gets a forced policy; a new table can't be forgotten. */
const tenancy = `
do $$
declare t record;
begin
  for t in
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind in ('r', 'p')
  loop
    execute format('alter table %I enable row level security', t.name);
    execute format('alter table %I force row level security', t.name);
    execute format('drop policy if exists tenant on %I', t.name);
    execute format('create policy tenant on %I to werkstroom_tenant
      using (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)
      with check (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)', t.name);
    execute format('grant select, insert, update, delete on %I to werkstroom_tenant', t.name);
  end loop;
end $$;

alter table organizations enable row level security;
alter table organizations force row level security;
drop policy if exists tenant on organizations;
create policy tenant on organizations to werkstroom_tenant
  using (id = nullif(current_setting('app.organization_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.organization_id', true), '')::uuid);
drop policy if exists system on organizations;
create policy system on organizations to werkstroom_system using (true) with check (true);
grant select, update on organizations to werkstroom_tenant;
grant select, insert on organizations to werkstroom_system;

grant usage on schema public to werkstroom_tenant, werkstroom_system;
grant select, insert, update on accounts to werkstroom_system;
grant select, insert, update, delete on rate_limits to werkstroom_system;

drop policy if exists system on members;
create policy system on members to werkstroom_system using (true) with check (true);
grant select, insert, update on members to werkstroom_system;
drop policy if exists system on sessions;
create policy system on sessions to werkstroom_system using (true) with check (true);
grant select, insert, update on sessions to werkstroom_system;
drop policy if exists system on links;
create policy system on links to werkstroom_system using (true);
grant select on links to werkstroom_system;
-- Who signs in, or ends a session from another company, is written down in the same transaction: these deeds, and nothing read.
drop policy if exists system on history;
create policy system on history for insert to werkstroom_system
  with check (subject_type = 'member' and action in ('auth.signed_in', 'auth.signed_out', 'auth.sessions_ended'));
grant insert on history to werkstroom_system;
`

const exclusions = `
do $$ begin
  if not exists (select from pg_constraint where conname = 'agenda_entries_no_overlap') then
    alter table agenda_entries add constraint agenda_entries_no_overlap
      exclude using gist (organization_id with =, member_id with =, tstzrange(start_at, end_at, '[)') with &&)
      where (start_at is not null and not allow_overlap);
  end if;
end $$;`

/** Where a line that somebody decides about may go from here, as the table of steps says. */
const lineWaysOut = lineStates.flatMap((from) =>
  Object.values(lineSteps)
    .filter((step) => (step.from as readonly LineState[]).includes(from))
    .map((step) => `('${from}', '${step.to}')`),
)

/** Records that can't change for any role, owner and superuser included (they would have to drop the trigger, which shows). */
const immutability = `
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% can not be changed or deleted', tg_table_name using errcode = 'WS001';
end $$;

create or replace function refuse_final_invoice_change() returns trigger language plpgsql as $$
begin
  if old.number is not null then
    raise exception 'final invoice % can not be changed or deleted', old.number using errcode = 'WS001';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create or replace function refuse_final_invoice_line_change() returns trigger language plpgsql as $$
declare line record;
begin
  for line in select * from (values (case when tg_op = 'INSERT' then null else old.organization_id end, case when tg_op = 'INSERT' then null else old.invoice_id end),
                                    (case when tg_op = 'DELETE' then null else new.organization_id end, case when tg_op = 'DELETE' then null else new.invoice_id end)) as l(organization_id, invoice_id)
  loop
    if exists (select from invoices i where i.organization_id = line.organization_id and i.id = line.invoice_id and i.number is not null) then
      raise exception 'lines of a final invoice can not be changed or deleted' using errcode = 'WS001';
    end if;
  end loop;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

do $$ declare t text; begin foreach t in array array['history', 'work_reports', 'sync_operations'] loop
  execute format('create or replace trigger %I before update or delete on %I for each row execute function refuse_change()', t || '_immutable', t);
  execute format('create or replace trigger %I before truncate on %I for each statement execute function refuse_change()', t || '_kept', t);
end loop; end $$;
create or replace trigger invoices_immutable before update or delete on invoices for each row execute function refuse_final_invoice_change();
create or replace trigger invoices_kept before truncate on invoices for each statement execute function refuse_change();
create or replace trigger invoice_lines_immutable before insert or update or delete on invoice_lines for each row execute function refuse_final_invoice_line_change();
create or replace trigger invoice_lines_kept before truncate on invoice_lines for each statement execute function refuse_change();
-- What a line of a final invoice bills stays with it; a line of a concept says so anew each time.
create or replace function refuse_final_invoice_source_change() returns trigger language plpgsql as $$
declare line record;
begin
  for line in select * from (values (case when tg_op = 'INSERT' then null else old.organization_id end, case when tg_op = 'INSERT' then null else old.invoice_line_id end),
                                    (case when tg_op = 'DELETE' then null else new.organization_id end, case when tg_op = 'DELETE' then null else new.invoice_line_id end)) as l(organization_id, line_id)
  loop
    if exists (select from invoice_lines l join invoices i on i.organization_id = l.organization_id and i.id = l.invoice_id
        where l.organization_id = line.organization_id and l.id = line.line_id and i.number is not null) then
      raise exception 'what a final invoice bills can not be changed or deleted' using errcode = 'WS001';
    end if;
  end loop;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create or replace trigger invoice_line_sources_immutable before insert or update or delete on invoice_line_sources for each row execute function refuse_final_invoice_source_change();
create or replace trigger invoice_line_sources_kept before truncate on invoice_line_sources for each statement execute function refuse_change();
revoke update, delete on history, work_reports, sync_operations from werkstroom_tenant;

-- After its number only what was sent, paid and credited changes; its PDF and timesheet are kept once and for good.
create or replace function refuse_invoice_state_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.organization_id, new.id, new.invoice_id, new.gross_amount, new.due_on, new.created_at)
      is distinct from (old.organization_id, old.id, old.invoice_id, old.gross_amount, old.due_on, old.created_at)
    or (old.pdf_sha256 is not null and (new.pdf_sha256, new.pdf_file_id) is distinct from (old.pdf_sha256, old.pdf_file_id))
    or (old.timesheet_file_id is not null and new.timesheet_file_id is distinct from old.timesheet_file_id) then
    raise exception 'what a final invoice was can not be changed or deleted' using errcode = 'WS001';
  end if;
  return new;
end $$;
create or replace trigger invoice_states_immutable before update or delete on invoice_states for each row execute function refuse_invoice_state_change();
create or replace trigger invoice_states_kept before truncate on invoice_states for each statement execute function refuse_change();
create or replace trigger invoice_attachments_immutable before update or delete on invoice_attachments for each row execute function refuse_final_invoice_line_change();

-- Money that came in is reversed, once and with a reason, never changed.
create or replace function refuse_payment_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.reversed_at is not null or to_jsonb(new) - '{reversed_at,reverse_reason}'::text[]
      is distinct from to_jsonb(old) - '{reversed_at,reverse_reason}'::text[] then
    raise exception 'a payment can not be changed or deleted' using errcode = 'WS001';
  end if;
  return new;
end $$;
create or replace trigger payments_immutable before update or delete on payments for each row execute function refuse_payment_change();
create or replace trigger payments_kept before truncate on payments for each statement execute function refuse_change();

-- What was recorded on site stays as the customer signed it, from the moment the report is sealed.
create or replace function refuse_sealed_visit_change() returns trigger language plpgsql as $$
begin
  if exists (select from work_reports r where r.organization_id = old.organization_id and r.visit_id = old.visit_id) then
    raise exception 'what a signed report says can not be changed or deleted' using errcode = 'WS001';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create or replace trigger visit_events_sealed before update or delete on visit_events for each row execute function refuse_sealed_visit_change();
create or replace trigger visit_answers_sealed before update or delete on visit_answers for each row execute function refuse_sealed_visit_change();
create or replace trigger visit_materials_sealed before update or delete on visit_materials for each row execute function refuse_sealed_visit_change();
create or replace trigger visit_notes_sealed before update or delete on visit_notes for each row execute function refuse_sealed_visit_change();
create or replace trigger signatures_sealed before update or delete on signatures for each row execute function refuse_sealed_visit_change();
create or replace trigger signatures_kept before truncate on signatures for each statement execute function refuse_change();

-- Submitted, approved or with the customer it is locked until a step of its life lets it go; on a concept or billed only that life goes on.
create or replace function refuse_locked_line_change() returns trigger language plpgsql as $$
declare
  may_change text[] := '{state,remark,submitted_at,approved_at,approved_by_id,invoice_state,version}';
begin
  if old.state not in ('submitted', 'approved', 'offered', 'accepted') and old.invoice_state = 'open' then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'DELETE' then
    raise exception 'a % line of % can not be deleted', old.state, tg_table_name using errcode = 'WS001';
  end if;
  if old.invoice_state = 'billed' and new.state = old.state then
    may_change := '{invoice_state}';
  elsif new.state <> old.state and (old.state, new.state) not in (${[...new Set(lineWaysOut)].join(', ')}) then
    raise exception 'a line of % does not go from % to %', tg_table_name, old.state, new.state using errcode = 'WS001';
  elsif new.state in ('open', 'returned', 'rejected') and old.invoice_state = 'open' then
    return new;
  elsif old.invoice_state = 'open' and (old.state in ('submitted', 'approved') or to_jsonb(old)->>'net_amount' is null) then
    -- A changed rate finds them still: nobody outside has seen the price. One that is missing can be filled in for good.
    may_change := may_change || '{price,rate_id,net_amount}';
  end if;
  if to_jsonb(new) - may_change is distinct from to_jsonb(old) - may_change then
    raise exception 'a % line of % can not be changed', old.state, tg_table_name using errcode = 'WS001';
  end if;
  return new;
end $$;
create or replace trigger time_entries_locked before update or delete on time_entries for each row execute function refuse_locked_line_change();
create or replace trigger expenses_locked before update or delete on expenses for each row execute function refuse_locked_line_change();
-- What was offered stays as the customer saw it, an answer as it was given, and the sealed timesheet for good.
create or replace function refuse_approval_line_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.answer is not null
    or to_jsonb(new) - '{answer,remark,answered_at,answered_by_name,answered_by_email,answered_by_ip,version}'::text[]
      is distinct from to_jsonb(old) - '{answer,remark,answered_at,answered_by_name,answered_by_email,answered_by_ip,version}'::text[] then
    raise exception 'what was offered and answered can not be changed or deleted' using errcode = 'WS001';
  end if;
  return new;
end $$;
create or replace trigger approval_lines_immutable before update or delete on approval_lines for each row execute function refuse_approval_line_change();
create or replace trigger approval_lines_kept before truncate on approval_lines for each statement execute function refuse_change();
create or replace function refuse_approval_change() returns trigger language plpgsql as $$
declare
  may_change text[] := case
    when old.status = 'open' then '{status,contact_id,recipient,recipient_name,locale,answered_at,answered_by_name,expires_at,withdrawn_at,silent_consent_at,reminders,automatic_reminders,last_reminded_at,version}'
    when old.status = 'answered' and old.pdf_sha256 is null then '{pdf_file_id,pdf_sha256,version}'
    else '{}' end;
begin
  if tg_op = 'DELETE' or to_jsonb(new) - may_change is distinct from to_jsonb(old) - may_change then
    raise exception 'approval request % can not be changed or deleted', old.number using errcode = 'WS001';
  end if;
  return new;
end $$;
create or replace trigger approval_requests_immutable before update or delete on approval_requests for each row execute function refuse_approval_change();
create or replace trigger approval_requests_kept before truncate on approval_requests for each statement execute function refuse_change();

-- Which bytes a file is: reports and invoices name it by its hash.
create or replace function refuse_file_change() returns trigger language plpgsql as $$
begin
  if (new.organization_id, new.id, new.sha256, new.original_sha256, new.size_bytes, new.type)
      is distinct from (old.organization_id, old.id, old.sha256, old.original_sha256, old.size_bytes, old.type) then
    raise exception 'the bytes of a file can not be changed' using errcode = 'WS001';
  end if;
  return new;
end $$;
create or replace trigger files_immutable before update on files for each row execute function refuse_file_change();
`

/**
 * LIKE is not leakproof, so under a row-level-security policy Postgres never uses the trigram indexes. This function runs as
 * a role that only reads what is searched, names the organization of the transaction itself, and so may use them.
 */
const search = `
do $$ declare t text; begin
  execute format('grant werkstroom_search to %I', current_user);
  foreach t in array array['customers', 'orders', 'assets', 'products', 'projects', 'contracts'] loop
    execute format('drop policy if exists search on %I', t);
    execute format('create policy search on %I for select to werkstroom_search using (true)', t);
    execute format('grant select on %I to werkstroom_search', t);
  end loop;
end $$;
grant usage, create on schema public to werkstroom_search;

create or replace function search_ids(what text, patterns text[], cap int) returns setof uuid
language plpgsql stable security definer rows 50 set search_path = public, pg_temp as $$
declare
  conditions text;
  organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  found int;
  by_name text := case when what in ('customers', 'products') then 'name' else 'null' end;
begin
  if what not in ('customers', 'orders', 'assets', 'products', 'projects', 'contracts') then raise exception 'not searched: %', what; end if;
  select string_agg(format('search_text like %L', pattern), ' and ') into conditions from unnest(patterns) as pattern;
  if conditions is null then return; end if;
  -- A word that many rows have is found often enough among the newest: no need to gather all its rows from the index.
  if what in ('orders', 'assets', 'projects', 'contracts') then
    return query execute format('select id from (select id, search_text from %I where organization_id = $1 order by id desc limit 4000) newest
      where %s limit $2', what, conditions) using organization, cap;
    get diagnostics found = row_count;
    -- Less than three letters have no trigram: only the newest are looked at.
    if found = cap or not exists (select from unnest(patterns) as pattern where length(pattern) >= 5) then return; end if;
  end if;
  return query execute format('with matching as materialized (select id, %s from %I where organization_id = $1 and %s)
    select id from matching order by %s limit $2', by_name, what, conditions, case by_name when 'name' then 'name, id' else 'id desc' end) using organization, cap;
end $$;
alter function search_ids(text, text[], int) owner to werkstroom_search;
revoke create on schema public from werkstroom_search;
revoke execute on function search_ids(text, text[], int) from public;
grant execute on function search_ids(text, text[], int) to werkstroom_tenant;
-- As a member, the owner of the tables would see through the policies above.
do $$ begin execute format('revoke werkstroom_search from %I', current_user); end $$;
`

export const guards = [tenancy, exclusions, immutability, search]

/** pg-boss keeps its own schema; jobs are enqueued under the tenant's role, in the tenant's transaction. */
export const jobGrants = `
grant usage on schema pgboss to werkstroom_tenant, werkstroom_system;
grant select, insert, update, delete on all tables in schema pgboss to werkstroom_tenant, werkstroom_system;
grant execute on all functions in schema pgboss to werkstroom_tenant, werkstroom_system;`
